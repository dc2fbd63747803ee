using Admin.Domain.Common;
using Admin.Domain.Notices;

namespace Admin.Web.Features.Notices;

/// <summary>The page's filters, as the address keeps them.</summary>
internal sealed record NoticeListState(bool Unread = false, NoticeGroup? Group = null)
{
    public bool IsFiltered => this != new NoticeListState();

    public NoticeFilter Filter => new(Unread, Group);

    public static NoticeListState Parse(bool? unread, string? group) =>
        new(unread == true, SnakeCase.TryParse<NoticeGroup>(group, out var known) ? known : null);

    public string Url(string organization) => AdminUrls.With(
        AdminUrls.Notices(organization),
        ("unread", Unread ? "true" : null), ("group", Group is { } group ? SnakeCase.Of(group) : null));
}
