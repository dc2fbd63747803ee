using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Domain.SqlConsole.Running;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Grants;

/// <summary>Asking for, giving and taking back access to data sources.</summary>
public sealed class GrantService(IAdminDb adminDb, Access access, AuditLog audit, NoticeBoard board, IResultStore results, TimeProvider time)
{
    /// <summary>How long an access that was asked for may last at most.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromDays(30);

    /// <summary>Asks for oneself; org admins hear of it.</summary>
    public async Task<Result<DataSourceGrant>> AskAsync(Actor actor, DataSourceId id, GrantWish wish, CancellationToken ct)
    {
        if (wish.Reason.Trim().Length is < 3 or > DataSourceGrant.ReasonMaxLength)
            return GrantErrors.ReasonLength;
        if (wish.Until <= Now || wish.Until > Now + LongestRequest)
            return GrantErrors.UntilOutOfRange;
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<DataSource>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } source)
            return SqlConsoleErrors.DataSourceNotFound;
        if (wish.Mode == AccessMode.Write && source.Mode != AccessMode.Write)
            return SqlConsoleErrors.ReadOnlySource;
        if (await db.Set<DataSourceGrant>().AnyAsync(g => g.DataSourceId == id && g.PersonId == actor.Person && g.Mode == wish.Mode && g.State == GrantState.Requested && g.Until > Now, ct))
            return GrantErrors.AlreadyAsked;
        var grant = DataSourceGrant.Ask(source, actor.Person!.Value, wish.Mode, wish.Reason.Trim(), wish.Until, Now);
        db.Add(grant);
        await audit.AppendAsync(db, actor, Act("data_source_grant.requested", grant), ct);
        await board.PostAsync(db, allowed.Value, GrantNotices.Requested(grant, source, await NameAsync(actor.Person.Value, ct)), ct);
        await write.CommitAsync(ct);
        await board.AnnounceAsync(allowed.Value);
        return grant;
    }

    /// <summary>Gives without being asked, to a person or a role.</summary>
    public async Task<Result<DataSourceGrant>> GiveAsync(Actor actor, DataSourceId id, GrantDraft draft, CancellationToken ct)
    {
        if ((draft.Person is null) == (draft.Role is null))
            return GrantErrors.WhoRequired;
        if (draft.Until <= Now)
            return GrantErrors.UntilOutOfRange;
        if (draft.Reason is { } reason && reason.Trim().Length > DataSourceGrant.ReasonMaxLength)
            return GrantErrors.ReasonLength;
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<DataSource>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } source)
            return SqlConsoleErrors.DataSourceNotFound;
        if (draft.Person is { } person && !await db.Set<Membership>().AnyAsync(m => m.OrganizationId == allowed.Value && m.PersonId == person, ct))
            return GrantErrors.PersonNotFound;
        if (draft.Mode == AccessMode.Write && source.Mode != AccessMode.Write)
            return SqlConsoleErrors.ReadOnlySource;
        var grant = DataSourceGrant.Give(source, draft, actor.Person!.Value, Now);
        db.Add(grant);
        await audit.AppendAsync(db, actor, Act("data_source_grant.given", grant), ct);
        await write.CommitAsync(ct);
        await results.ForgetAsync(allowed.Value, id, ct);
        return grant;
    }

    /// <summary>Decides a request: it becomes active, or is declined. Whoever asked hears of it.</summary>
    public Task<Result<DataSourceGrant>> DecideAsync(Actor actor, GrantId id, bool approve, CancellationToken ct) =>
        MoveAsync(actor, id, GrantState.Requested, approve ? GrantState.Active : GrantState.Declined, approve ? "data_source_grant.approved" : "data_source_grant.declined", ct);

    /// <summary>Ends an active one at once.</summary>
    public Task<Result<DataSourceGrant>> RevokeAsync(Actor actor, GrantId id, CancellationToken ct) =>
        MoveAsync(actor, id, GrantState.Active, GrantState.Revoked, "data_source_grant.revoked", ct);

    /// <summary>What stands or is asked for now, for those who manage data sources.</summary>
    public async Task<Result<IReadOnlyList<GrantView>>> ListAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Manage, ct);
        return allowed.Failed ? allowed.Error : await ListAsync(allowed.Value, _ => true, ct);
    }

    /// <summary>One's own.</summary>
    public async Task<Result<IReadOnlyList<GrantView>>> MineAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        return allowed.Failed ? allowed.Error : await ListAsync(allowed.Value, g => g.PersonId == actor.Person, ct);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<Result<IReadOnlyList<GrantView>>> ListAsync(OrganizationId organization, System.Linq.Expressions.Expression<Func<DataSourceGrant, bool>> wanted, CancellationToken ct)
    {
        var now = Now;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var grants = await db.Set<DataSourceGrant>().AsNoTracking()
            .Where(wanted)
            .Where(g => (g.State == GrantState.Active || g.State == GrantState.Requested) && (g.Until == null || g.Until > now))
            .OrderBy(g => g.CreatedAt)
            .Take(1_000)
            .ToListAsync(ct);
        var ids = grants.Select(g => g.DataSourceId).Distinct().ToList();
        var sources = await db.Set<DataSource>().AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var names = await RunPeople.NamesAsync(adminDb, grants.Select(g => g.PersonId).OfType<PersonId>(), ct);
        return grants.ConvertAll(g => new GrantView(g, sources[g.DataSourceId], g.PersonId is { } person ? names.GetValueOrDefault(person) : null));
    }

    private async Task<Result<DataSourceGrant>> MoveAsync(Actor actor, GrantId id, GrantState from, GrantState to, string action, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<DataSourceGrant>().FirstOrDefaultAsync(g => g.Id == id, ct) is not { } grant)
            return GrantErrors.NotFound;
        if (grant.State != from || (from == GrantState.Requested && !grant.IsOpenAt(Now)))
            return GrantErrors.NotOpen;
        grant.Decide(to, actor.Person!.Value, Now);
        await audit.AppendAsync(db, actor, Act(action, grant), ct);
        if (from == GrantState.Requested)
        {
            var source = await db.Set<DataSource>().SingleAsync(s => s.Id == grant.DataSourceId, ct);
            await board.WithdrawAsync(db, allowed.Value, [GrantNotices.RequestKey(grant)], ct);
            await board.PostAsync(db, allowed.Value, GrantNotices.Decided(grant, source), ct);
        }
        await write.CommitAsync(ct);
        await board.AnnounceAsync(allowed.Value);
        await results.ForgetAsync(allowed.Value, grant.DataSourceId, ct);
        return grant;
    }

    private async Task<string> NameAsync(PersonId person, CancellationToken ct) =>
        (await RunPeople.NamesAsync(adminDb, [person], ct)).GetValueOrDefault(person, "");

    private static AuditAct Act(string action, DataSourceGrant grant)
    {
        var details = new Dictionary<string, string>
        {
            ["grant"] = grant.Id.ToString(),
            ["mode"] = SnakeCase.Of(grant.Mode),
        };
        if (grant.PersonId is { } person)
            details["person"] = person.ToString();
        if (grant.Role is { } role)
            details["role"] = SnakeCase.Of(role);
        if (grant.Until is { } until)
            details["until"] = NoticeDetails.Text(until);
        return new AuditAct(action, "data_source", grant.DataSourceId.ToString(), Reason: grant.Reason, Details: details);
    }
}

/// <summary>What somebody asks for.</summary>
/// <param name="Until">UTC; at most <see cref="GrantService.LongestRequest"/> ahead.</param>
public sealed record GrantWish(AccessMode Mode, string Reason, DateTime Until);

/// <summary>A grant as lists show it.</summary>
/// <param name="Person">The person's name; null for a role's grant, or when the person is gone.</param>
public sealed record GrantView(DataSourceGrant Grant, string Source, string? Person);
