using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>
/// Invites people into an organization and takes them in. Nothing here tells whether an address has an account: inviting answers
/// the same for all, and so does setting a name and password by a link.
/// </summary>
public sealed class Invitations(IAdminDb adminDb, Access access, AuditLog audit, AccessNotes notes, InvitationMails mails, PersonFactory people, TimeProvider time)
{
    private static readonly TenantScope ByLink = TenantScope.All("a link's token is all that its holder has to name the organization");

    /// <summary>The invitations that still can be accepted, newest first.</summary>
    public async Task<Result<IReadOnlyList<InvitationView>>> ListAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Members.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        var now = Now();
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var open = await db.Set<Invitation>().AsNoTracking()
            .Where(i => i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .OrderByDescending(i => i.CreatedAt).ToListAsync(ct);
        return open.ConvertAll(InvitationView.Of);
    }

    /// <summary>Invites an address; an earlier open invitation of the same address stops working.</summary>
    public async Task<Result<SentInvitation>> InviteAsync(Actor actor, string? email, Role role, CancellationToken ct)
    {
        if (!Emails.TryParse(email, out var address))
            return InvitationErrors.EmailInvalid;
        var allowed = await access.RequireAsync(actor, Permissions.Members.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (role > ((await access.GrantAsync(actor, ct)).Role ?? Role.OrgAdmin))
            return MemberErrors.RoleAboveOwn;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        NewInvitation made;
        await using (var write = await db.BeginWriteAsync(ct))
        {
            if (await IsMemberAsync(db, address, ct))
                return InvitationErrors.MemberAlready;
            made = await AddAsync(db, allowed.Value, address, role, actor, ct);
            await write.CommitAsync(ct);
        }

        var name = await db.Set<Organization>().Where(o => o.Id == allowed.Value).Select(o => o.Name).FirstAsync(ct);
        return Send(made, name);
    }

    /// <summary>Withdraws an open invitation.</summary>
    public async Task<Result> RevokeAsync(Actor actor, InvitationId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Members.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var invitation = await db.Set<Invitation>().FirstOrDefaultAsync(i => i.Id == id, ct);
        if (invitation?.IsOpen(Now()) != true)
            return InvitationErrors.NotFound;
        invitation.Revoke(Now());
        await audit.AppendAsync(db, actor, Act("invitation.revoked", invitation), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>What an open link offers. For whoever holds it, signed in or not.</summary>
    public async Task<Result<OpenInvitation>> LookAsync(string? token, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(ByLink, ct);
        if (await FindAsync(db, token, ct) is not { } invitation)
            return InvitationErrors.LinkInvalid;
        var name = await db.Set<Organization>().Where(o => o.Id == invitation.OrganizationId).Select(o => o.Name).FirstAsync(ct);
        return new OpenInvitation(invitation.OrganizationId, name, invitation.Email, invitation.Role, invitation.ExpiresAt);
    }

    /// <summary>The signed-in person joins with the account that they have.</summary>
    public async Task<Result<OrganizationCard>> AcceptAsync(Actor actor, string? token, CancellationToken ct)
    {
        if (actor.Person is not { } id)
            return OrganizationErrors.PeopleOnly;
        var grant = await access.GrantAsync(actor with { Organization = null }, ct);
        if (grant.Refusal is { } refusal)
            return refusal;

        await using var db = await adminDb.OpenAsync(ByLink, ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await FindAsync(db, token, ct) is not { } invitation)
            return InvitationErrors.LinkInvalid;
        var person = await db.Users.FirstAsync(p => p.Id == id, ct);
        if (person.NormalizedEmail != invitation.NormalizedEmail)
            return InvitationErrors.ForSomebodyElse;
        if (person.IsSuperAdmin)
            return InvitationErrors.SuperAdmin;
        if (await db.Set<Membership>().AnyAsync(m => m.OrganizationId == invitation.OrganizationId && m.PersonId == id, ct))
            return InvitationErrors.MemberYourself;

        await JoinAsync(db, actor, invitation, person, ct);
        if (!await CommittedAsync(write, ct))
            return InvitationErrors.LinkInvalid;
        access.Forget(id);
        notes.Changed(id);
        var card = await db.Set<Organization>().Where(o => o.Id == invitation.OrganizationId).Select(o => new OrganizationCard(o.Id, o.Slug, o.Name)).FirstAsync(ct);
        return card;
    }

    /// <summary>
    /// Somebody without an account sets a name and password and joins. Where the address has an account, nothing changes and the
    /// answer is the same: they sign in with what they have and open the link again.
    /// </summary>
    public async Task<Result> AcceptAsNewAsync(Actor visitor, string? token, string? name, string? password, CancellationToken ct)
    {
        var open = await LookAsync(token, ct);
        if (open.Failed)
            return open.Error;
        // Made (and so hashed) in either case: the time that this takes must not tell the cases apart.
        var person = people.Create(open.Value.Email, name, password);
        if (person.Failed)
            return person.Error;

        await using var db = await adminDb.OpenAsync(ByLink, ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await FindAsync(db, token, ct) is not { } invitation)
            return InvitationErrors.LinkInvalid;
        if (await db.Users.AnyAsync(p => p.NormalizedEmail == invitation.NormalizedEmail, ct))
            return Result.Ok;
        db.Add(person.Value);
        await JoinAsync(db, visitor, invitation, person.Value, ct);
        return await CommittedAsync(write, ct) ? Result.Ok : InvitationErrors.LinkInvalid;
    }

    /// <summary>Adds an invitation inside the caller's write; sends nothing.</summary>
    internal async Task<NewInvitation> AddAsync(AdminDbContext db, OrganizationId organization, string address, Role role, Actor actor, CancellationToken ct)
    {
        var normalized = Emails.Normalize(address);
        foreach (var earlier in await db.Set<Invitation>().Where(i => i.OrganizationId == organization && i.NormalizedEmail == normalized && i.AcceptedAt == null && i.RevokedAt == null).ToListAsync(ct))
            earlier.Revoke(Now());
        var token = OpaqueToken.New();
        var invitation = Invitation.Create(organization, address, role, OpaqueToken.Hash(token), actor.Person, Now());
        db.Add(invitation);
        await audit.AppendAsync(db, organization, actor, Act("invitation.created", invitation), ct);
        return new NewInvitation(invitation, token);
    }

    /// <summary>Hands the link out once the write stands: by mail, or to the admin to pass on.</summary>
    internal SentInvitation Send(NewInvitation made, string organizationName) =>
        new(InvitationView.Of(made.Invitation), mails.Hand(made.Invitation, made.Token, organizationName));

    private async Task JoinAsync(AdminDbContext db, Actor actor, Invitation invitation, Person person, CancellationToken ct)
    {
        invitation.Accept(Now());
        db.Add(Membership.Create(invitation.OrganizationId, person.Id, invitation.Role, Now()));
        await audit.AppendAsync(db, invitation.OrganizationId, actor, Act("invitation.accepted", invitation, ("person", person.Id.ToString())), ct);
    }

    private async Task<Invitation?> FindAsync(AdminDbContext db, string? token, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        var hash = OpaqueToken.Hash(token);
        var invitation = await db.Set<Invitation>().FirstOrDefaultAsync(i => i.Hash == hash, ct);
        return invitation?.IsOpen(Now()) == true ? invitation : null;
    }

    // Of two who use one link (or one address) at once, the second's save fails.
    private static async Task<bool> CommittedAsync(WriteTransaction write, CancellationToken ct)
    {
        try
        {
            await write.CommitAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    private static async Task<bool> IsMemberAsync(AdminDbContext db, string address, CancellationToken ct)
    {
        var normalized = Emails.Normalize(address);
        return await db.Set<Membership>().AnyAsync(m => db.Users.Any(p => p.Id == m.PersonId && p.NormalizedEmail == normalized), ct);
    }

    private static AuditAct Act(string action, Invitation invitation, params (string Name, string Value)[] details) =>
        new(action, "invitation", invitation.Id.ToString(), Details: details.Append(("role", SnakeCase.Of(invitation.Role))).ToDictionary(d => d.Item1, d => d.Item2, StringComparer.Ordinal));

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}

/// <summary>An invitation in a write that is still open, with its token.</summary>
internal sealed record NewInvitation(Invitation Invitation, string Token);
