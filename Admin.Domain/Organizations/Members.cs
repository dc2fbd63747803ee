using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Organizations;

/// <summary>
/// The people of an organization: who they are there, and what may be changed of it. An organization keeps at least one active
/// admin, and nobody gives or touches a role above their own. Each change ends the person's sessions.
/// </summary>
public sealed class Members(IAdminDb adminDb, Access access, AuditLog audit, AccessNotes notes, AccountLinks links, AccountMails mails, TimeProvider time)
{
    public async Task<Result<Page<MemberView>>> ListAsync(Actor actor, MemberFilter filter, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Members.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = Filtered(db, filter);
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderBy(r => r.Person.Name).ThenBy(r => r.Person.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<MemberView>([.. items.Select(r => MemberView.Of(r.Membership, r.Person))], total, page.Number, page.Size);
    }

    public async Task<Result<MemberView>> GetAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Members.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await FindAsync(db, person, ct) is { } row ? MemberView.Of(row.Membership, row.Person) : MemberErrors.NotFound;
    }

    /// <summary>Changes a role (needs step-up), or keeps somebody out and lets them in again.</summary>
    public async Task<Result<MemberView>> ChangeAsync(Actor actor, PersonId person, MemberChange change, Guid? ifMatch, CancellationToken ct)
    {
        var own = await MayAsync(actor, confirmed: change.Role is not null, ct);
        if (own.Failed)
            return own.Error;
        if (change.Role > own.Value.Role)
            return MemberErrors.RoleAboveOwn;
        return await WriteAsync(actor, own.Value, person, row => OrganizationErrors.StampFault(ifMatch, row.Membership.Stamp), (_, row) =>
        {
            var before = row.Membership.Role;
            if (change.Role is { } role)
                row.Membership.ChangeRole(role);
            if (change.Disabled == true)
                row.Membership.Disable(time.GetUtcNow().UtcDateTime);
            else if (change.Disabled == false)
                row.Membership.Enable();
            return Done(Act("member.changed", person, ("role_before", SnakeCase.Of(before)), ("role", SnakeCase.Of(row.Membership.Role)), ("disabled", row.Membership.IsDisabled ? "true" : "false")));
        }, ct);
    }

    /// <summary>Ends a membership. The account stays; it may belong to other organizations.</summary>
    public async Task<Result> RemoveAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        var own = await MayAsync(actor, confirmed: false, ct);
        if (own.Failed)
            return own.Error;
        var removed = await WriteAsync(actor, own.Value, person, Anyway, (db, row) =>
        {
            db.Remove(row.Membership);
            return Done(Act("member.removed", person, ("role", SnakeCase.Of(row.Membership.Role))));
        }, ct);
        return removed.ToResult();
    }

    /// <summary>Takes away a lost second factor, after step-up; only of accounts that are this organization's alone.</summary>
    public async Task<Result> ResetSecondFactorAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        var own = await MayAsync(actor, confirmed: true, ct);
        if (own.Failed)
            return own.Error;
        var shared = await IsSharedAsync(own.Value.Organization, person, ct);
        var reset = await WriteAsync(actor, own.Value, person, Anyway, async (db, row) =>
        {
            if (!row.Person.TwoFactorEnabled)
                return MemberErrors.SecondFactorOff;
            if (shared || row.Person.IsSuperAdmin)
                return MemberErrors.AccountShared;
            await SecondFactor.TakeAwayAsync(db, row.Person, ct);
            return Act("member.second_factor_reset", person);
        }, ct);
        return reset.ToResult();
    }

    /// <summary>
    /// A link, good for an hour and once, by which the person sets a new password: mailed to them, or without a mail server shown to
    /// the admin, who passes it on. Whoever holds it has the account, so it is shown only for accounts that are this organization's alone.
    /// </summary>
    public async Task<Result<PasswordReset>> ResetPasswordAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        var own = await MayAsync(actor, confirmed: true, ct);
        if (own.Failed)
            return own.Error;
        var shared = await IsSharedAsync(own.Value.Organization, person, ct);
        var token = "";
        var reset = await WriteAsync(actor, own.Value, person, Anyway, async (db, row) =>
        {
            if (!mails.AreSent && (shared || row.Person.IsSuperAdmin))
                return MemberErrors.LinkOfSharedAccount;
            token = await links.AddAsync(db, AccountLinkKind.PasswordReset, person, AccountLinks.ResetLifetime, ct);
            return Act("member.password_reset", person);
        }, ct);
        if (reset.Failed)
            return reset.Error;
        if (!mails.AreSent)
            return new PasswordReset(mails.ResetUrl(token));
        mails.PostReset(reset.Value.Email, token, CultureInfo.CurrentUICulture);
        return new PasswordReset(null);
    }

    private async Task<Result<OwnStanding>> MayAsync(Actor actor, bool confirmed, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Members.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (confirmed && await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed)
            return unconfirmed.Error!;
        var grant = await access.GrantAsync(actor, ct);
        return new OwnStanding(allowed.Value, grant.Role ?? Role.OrgAdmin);
    }

    private async Task<Result<MemberView>> WriteAsync(Actor actor, OwnStanding own, PersonId person, Func<Row, Error?> check, Func<AdminDbContext, Row, Task<Result<AuditAct>>> change, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(own.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await FindAsync(db, person, ct) is not { } row)
            return MemberErrors.NotFound;
        if (row.Membership.Role > own.Role)
            return MemberErrors.RoleAboveOwn;
        if (check(row) is { } fault)
            return fault;

        var act = await change(db, row);
        if (act.Failed)
            return act.Error;
        // Asking for what is so already must not end somebody's sessions.
        if (!db.ChangeTracker.HasChanges())
            return MemberView.Of(row.Membership, row.Person);
        row.Person.RenewStamp();
        // The entry comes before the count: it takes the chain's head, on which of two changes at once one fails.
        await audit.AppendAsync(db, actor, act.Value, ct);
        if (!await LeavesAnAdminAsync(db, row.Membership, ct))
            return MemberErrors.LastAdmin;
        await write.CommitAsync(ct);
        access.Forget(person);
        notes.Changed(person);
        return MemberView.Of(row.Membership, row.Person);
    }

    private static async Task<bool> LeavesAnAdminAsync(AdminDbContext db, Membership changed, CancellationToken ct)
    {
        var remains = db.Entry(changed).State != EntityState.Deleted && changed is { Role: Role.OrgAdmin, IsDisabled: false };
        var was = db.Entry(changed).OriginalValues.GetValue<Role>(nameof(Membership.Role)) == Role.OrgAdmin
            && db.Entry(changed).OriginalValues.GetValue<DateTime?>(nameof(Membership.DisabledAt)) is null;
        return remains || !was
            || await db.Set<Membership>().AnyAsync(m => m.PersonId != changed.PersonId && m.Role == Role.OrgAdmin && m.DisabledAt == null, ct);
    }

    private async Task<bool> IsSharedAsync(OrganizationId organization, PersonId person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.All("whether an account belongs to other organizations too"), ct);
        return await db.Set<Membership>().AnyAsync(m => m.PersonId == person && m.OrganizationId != organization, ct);
    }

    private static IQueryable<Row> Filtered(AdminDbContext db, MemberFilter filter)
    {
        var rows = Rows(db);
        if (filter.Role is { } role)
            rows = rows.Where(r => r.Membership.Role == role);
        if (filter.Disabled is { } disabled)
            rows = rows.Where(r => r.Membership.DisabledAt != null == disabled);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = LikePattern.Containing(text);
            rows = rows.Where(r => EF.Functions.Like(r.Person.Email!, pattern, LikePattern.Escape) || EF.Functions.Like(r.Person.Name, pattern, LikePattern.Escape));
        }

        return rows;
    }

    private static Task<Row?> FindAsync(AdminDbContext db, PersonId person, CancellationToken ct) =>
        Rows(db).FirstOrDefaultAsync(r => r.Membership.PersonId == person, ct);

    private static IQueryable<Row> Rows(AdminDbContext db) =>
        from membership in db.Set<Membership>()
        join person in db.Users on membership.PersonId equals person.Id
        select new Row { Membership = membership, Person = person };

    private static AuditAct Act(string action, PersonId person, params (string Name, string Value)[] details) =>
        new(action, "member", person.ToString(), Details: details.ToDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal));

    private static Error? Anyway(Row row) => null;

    private static Task<Result<AuditAct>> Done(AuditAct act) => Task.FromResult<Result<AuditAct>>(act);

    private sealed record OwnStanding(OrganizationId Organization, Role Role);

    private sealed class Row
    {
        public required Membership Membership { get; init; }

        public required Person Person { get; init; }
    }
}

/// <param name="Link">For the admin to pass on, once; null where it was mailed.</param>
public sealed record PasswordReset(string? Link)
{
    // A record would print its link.
    public override string ToString() => nameof(PasswordReset);
}
