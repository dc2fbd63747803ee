using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    private const int HistoryLength = 200;

    public async Task<Result<Page<SecretView>>> ListAsync(Actor actor, SecretFilter filter, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var matching = SecretQueries.Matching(db, filter, Now, options.Value.RestoreDays).AsNoTracking();
        var total = await matching.CountAsync(ct);
        var rows = await matching.OrderBy(s => s.NormalizedName).ThenBy(s => s.ScopeKey).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<SecretView>([.. rows.Select(SecretView.Of)], total, page.Number, page.Size);
    }

    /// <summary>One living secret.</summary>
    public async Task<Result<SecretView>> GetAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var found = await GetWithDeletedAsync(actor, id, ct);
        return found is { Failed: false, Value.DeletedAt: not null } ? SecretErrors.NotFound : found;
    }

    /// <summary>One secret, also a deleted one: for the page that restores or purges it.</summary>
    public async Task<Result<SecretView>> GetWithDeletedAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var secret = await db.Set<Secret>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
        return secret is null ? SecretErrors.NotFound : SecretView.Of(secret);
    }

    /// <summary>The versions, newest first, without values.</summary>
    public async Task<Result<IReadOnlyList<SecretVersionView>>> VersionsAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var versions = await db.Set<SecretVersion>()
            .Where(v => v.SecretId == id)
            .OrderByDescending(v => v.Number)
            .Select(v => new SecretVersionView(v.Number, v.State, v.Provider, v.KeyId, v.CreatedAt, v.CreatedBy, v.Note, v.ReadableUntil))
            .ToListAsync(ct);
        if (versions.Count == 0)
            return SecretErrors.NotFound;
        var names = await PeopleNames.OfAsync(db, versions.Select(v => v.CreatedBy), ct);
        return versions.ConvertAll(v => v with { State = SecretVersion.StateAt(v.State, v.ReadableUntil, Now), CreatedByName = names.GetValueOrDefault(v.CreatedBy) });
    }

    /// <summary>What uses the secret, and would keep it from being deleted.</summary>
    public async Task<Result<IReadOnlyList<SecretUser>>> UsersAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (!await db.Set<Secret>().AnyAsync(s => s.Id == id, ct))
            return SecretErrors.NotFound;
        return await FindUsersAsync(db, allowed.Value, id, ct);
    }

    /// <summary>What happened to the secret, newest first; for who may read the audit.</summary>
    public async Task<Result<IReadOnlyList<SecretHistoryEntry>>> HistoryAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Audit.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var subject = id.ToString();
        var entries = await db.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.SubjectType == SecretActs.Subject && e.SubjectId == subject)
            .OrderByDescending(e => e.Sequence)
            .Take(HistoryLength)
            .ToListAsync(ct);
        // A purged secret has its history still; what has neither is not there, or somebody else's.
        if (entries.Count == 0 && !await db.Set<Secret>().AnyAsync(s => s.Id == id, ct))
            return SecretErrors.NotFound;
        var names = await PeopleNames.OfAsync(db, entries.Select(e => e.ActorId), ct);
        return entries.ConvertAll(e => new SecretHistoryEntry(e.At, names.GetValueOrDefault(e.ActorId, e.ActorId), e.Action, e.Outcome, e.Reason));
    }

    /// <summary>Chatbots that a secret can belong to.</summary>
    public async Task<Result<IReadOnlyList<SecretScope>>> ScopesAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Chatbot>().OrderBy(c => c.NormalizedName).Select(c => new SecretScope(c.Id, c.Name)).ToListAsync(ct);
    }

    /// <summary>People who can own a secret: the organization's members.</summary>
    public async Task<Result<IReadOnlyList<SecretOwner>>> OwnersAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Membership>().Where(m => m.DisabledAt == null)
            .Join(db.Users, m => m.PersonId, p => p.Id, (m, p) => p)
            .OrderBy(p => p.Name)
            .Select(p => new SecretOwner(p.Id, p.Name))
            .ToListAsync(ct);
    }

    /// <summary>Tags in use, for filters.</summary>
    public async Task<Result<IReadOnlyList<string>>> TagsAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        // Not every provider can take lists apart (SQLite has no APPLY); equal lists come only once.
        var lists = await db.Set<Secret>().Where(s => s.DeletedKey == Guid.Empty && s.Tags.Any()).Select(s => s.Tags).Distinct().ToListAsync(ct);
        return lists.SelectMany(t => t).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase).ToList();
    }
}
