using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>People of the organization, and invitations.</summary>
internal static class MemberEndpoints
{
    public static IEndpointRouteBuilder MapMembers(this IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/members").WithTags("Members");
        members.MapGet("/", ListAsync).WithSummary("The organization's people.");
        members.MapPost("/", InviteAsync).WithSummary("Invites an address. Without a mail server the answer holds the link, once.");
        members.MapGet("/{id:guid}", GetAsync).WithSummary("One person.");
        members.MapPut("/{id:guid}", ChangeAsync).WithSummary("Changes role (needs a fresh confirmation) or keeps the person out; needs If-Match.");
        members.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Ends the membership.");
        members.MapPost("/{id:guid}/reset-second-factor", ResetSecondFactorAsync).WithSummary("Takes away a lost second factor; needs a fresh confirmation.");
        members.MapPost("/{id:guid}/reset-password", ResetPasswordAsync).WithSummary("Mails a link that sets a new password; without a mail server the answer holds it, once. Needs a fresh confirmation.");

        var invitations = api.MapGroup("/invitations").WithTags("Members");
        invitations.MapGet("/", OpenAsync).WithSummary("Invitations that still can be accepted.");
        invitations.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Withdraws an invitation.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, string? role, bool? disabled, Members service, HttpContext http)
    {
        var wanted = QueryWords.Read<Role>(role, "role");
        if (wanted.Failed)
            return wanted.Error.ToProblem();
        return (await service.ListAsync(http.GetActor(), new MemberFilter(query.Text, wanted.Value, disabled), query.Request, http.RequestAborted)).ToHttp(MemberBody.Of);
    }

    private static async Task<IResult> InviteAsync(InviteBody body, Invitations service, HttpContext http) =>
        (await service.InviteAsync(http.GetActor(), body.Email, body.Role, http.RequestAborted))
            .ToCreated(i => $"{ApiRoutes.Prefix}/invitations/{i.Invitation.Id}", InvitationBody.Of);

    private static async Task<IResult> GetAsync(Guid id, Members service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), PersonId.From(id), http.RequestAborted)).ToHttp(MemberBody.Of, m => m.Stamp);

    private static async Task<IResult> ChangeAsync(Guid id, MemberChangeBody body, Members service, HttpContext http) =>
        (await service.ChangeAsync(http.GetActor(), PersonId.From(id), new MemberChange(body.Role, body.Disabled), http.Request.SeenStamp(), http.RequestAborted))
            .ToHttp(MemberBody.Of, m => m.Stamp);

    private static async Task<IResult> RemoveAsync(Guid id, Members service, HttpContext http) =>
        (await service.RemoveAsync(http.GetActor(), PersonId.From(id), http.RequestAborted)).ToHttp();

    private static async Task<IResult> ResetSecondFactorAsync(Guid id, Members service, HttpContext http) =>
        (await service.ResetSecondFactorAsync(http.GetActor(), PersonId.From(id), http.RequestAborted)).ToHttp();

    private static async Task<IResult> ResetPasswordAsync(Guid id, Members service, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return (await service.ResetPasswordAsync(http.GetActor(), PersonId.From(id), http.RequestAborted)).ToHttp(r => new PasswordResetBody(r.Link));
    }

    private static async Task<IResult> OpenAsync(Invitations service, HttpContext http) =>
        (await service.ListAsync(http.GetActor(), http.RequestAborted)).ToHttp(open => new PageBody<InvitationBody>([.. open.Select(i => InvitationBody.Of(i))], open.Count, 1, Math.Max(1, open.Count)));

    private static async Task<IResult> RevokeAsync(Guid id, Invitations service, HttpContext http) =>
        (await service.RevokeAsync(http.GetActor(), InvitationId.From(id), http.RequestAborted)).ToHttp();
}

internal sealed record InviteBody(string Email, Role Role);

internal sealed record MemberChangeBody(Role? Role = null, bool? Disabled = null);

internal sealed record MemberBody(Guid Id, string Name, string Email, Role Role, bool SecondFactor, bool Disabled, DateTime JoinedAt)
{
    public static MemberBody Of(MemberView m) => new(m.PersonId.Value, m.Name, m.Email, m.Role, m.HasSecondFactor, m.DisabledAt is not null, m.JoinedAt);
}

/// <param name="Link">Only right after inviting, and only without a mail server.</param>
internal sealed record InvitationBody(Guid Id, string Email, Role Role, DateTime CreatedAt, DateTime ExpiresAt, string? Link)
{
    public static InvitationBody Of(SentInvitation sent) => Of(sent.Invitation) with { Link = sent.Link };

    public static InvitationBody Of(InvitationView i) => new(i.Id.Value, i.Email, i.Role, i.CreatedAt, i.ExpiresAt, null);
}

/// <param name="Link">Only without a mail server.</param>
internal sealed record PasswordResetBody(string? Link)
{
    public override string ToString() => nameof(PasswordResetBody);
}
