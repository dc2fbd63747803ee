using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>The caller's own notices of one organization, and which of them are mailed.</summary>
internal static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("Notices");
        notices.MapGet("/", ListAsync).WithSummary("What the caller was told, unread first; by group, or only the unread.").Produces<NoticesBody>();
        notices.MapPost("/{id:guid}/read", MarkReadAsync).WithSummary("Marks one as read.").Produces(StatusCodes.Status204NoContent);
        notices.MapPost("/read-all", MarkAllReadAsync).WithSummary("Marks all as read, or all of one group.").Produces<MarkedBody>();
        notices.MapGet("/preferences", GetPreferencesAsync).WithSummary("Which groups the caller gets by mail too.").Produces<PreferencesBody>();
        notices.MapPut("/preferences", SetPreferencesAsync).WithSummary("Chooses for the groups named; the others stay.").Produces<PreferencesBody>();
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, bool? unread, string? group, NoticeInbox inbox, HttpContext http)
    {
        var wanted = QueryWords.Read<NoticeGroup>(group, "group");
        if (wanted.Failed)
            return wanted.Error.ToProblem();
        var actor = http.GetActor();
        var list = await inbox.ListAsync(actor, new NoticeFilter(unread == true, wanted.Value), query.Request, http.RequestAborted);
        if (list.Failed)
            return list.Error.ToProblem();
        return (await inbox.CountUnreadAsync(actor, http.RequestAborted)).ToHttp(count => NoticesBody.Of(list.Value, count));
    }

    private static async Task<IResult> MarkReadAsync(Guid id, NoticeInbox inbox, HttpContext http) =>
        (await inbox.MarkReadAsync(http.GetActor(), NoticeId.From(id), http.RequestAborted)).ToHttp();

    private static async Task<IResult> MarkAllReadAsync(string? group, NoticeInbox inbox, HttpContext http)
    {
        var wanted = QueryWords.Read<NoticeGroup>(group, "group");
        return wanted.Failed ? wanted.Error.ToProblem() : (await inbox.MarkAllReadAsync(http.GetActor(), wanted.Value, http.RequestAborted)).ToHttp(n => new MarkedBody(n));
    }

    private static async Task<IResult> GetPreferencesAsync(NoticePreferences service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), http.RequestAborted)).ToHttp(PreferencesBody.Of);

    private static async Task<IResult> SetPreferencesAsync(PreferencesBody body, NoticePreferences service, HttpContext http) =>
        (await service.SetAsync(http.GetActor(), [.. body.Items.Select(i => new NoticeChoice(i.Group, i.Mail))], http.RequestAborted)).ToHttp(PreferencesBody.Of);

    internal sealed record NoticeBody(
        Guid Id,
        string Kind,
        NoticeGroup Group,
        string? SubjectType,
        string? SubjectId,
        IReadOnlyDictionary<string, string> Details,
        DateTime CreatedAt,
        DateTime? ReadAt)
    {
        public static NoticeBody Of(NoticeView n) => new(n.Id.Value, n.Kind, n.Group, n.SubjectType, n.SubjectId, n.Details, n.CreatedAt, n.ReadAt);
    }

    /// <param name="Unread">Over all pages and groups.</param>
    internal sealed record NoticesBody(IReadOnlyList<NoticeBody> Items, int Total, int Page, int PageSize, int Unread)
    {
        public static NoticesBody Of(Page<NoticeView> page, int unread) => new([.. page.Items.Select(NoticeBody.Of)], page.Total, page.Number, page.Size, unread);
    }

    internal sealed record MarkedBody(int Marked);

    internal sealed record PreferencesBody(IReadOnlyList<PreferenceBody> Items)
    {
        public static PreferencesBody Of(IReadOnlyList<NoticeChoice> choices) => new([.. choices.Select(c => new PreferenceBody(c.Group, c.Mail))]);
    }

    internal sealed record PreferenceBody(NoticeGroup Group, bool Mail);
}
