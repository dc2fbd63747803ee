using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.Exporting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.Batches;

/// <summary>
/// The same change to many secrets. Each is judged by itself and has its own entry in the audit; what was done is written in one
/// transaction. A read never makes a secret's stamp stale, so only another change keeps a batch from being undone.
/// </summary>
public sealed class SecretBatches(IAdminDb adminDb, Access access, AuditLog audit, OutdatedReminders outdated, TimeProvider time)
{
    private const int Tries = 3;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Tags and expiry of the secrets named.</summary>
    public async Task<Result<SecretBatchResult>> ChangeAsync(Actor actor, IReadOnlyList<SecretId> ids, SecretBatchChange change, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        if (SecretService.Refusal(allowed, Fault(ids.Count) ?? Fault(change)) is { } refusal)
            return refusal;
        var wanted = ids.Distinct().ToList();
        return await RepeatAsync(() => TryAsync(actor, allowed.Value, wanted, (secret, _) => Apply(secret, change), change.Fields(), ct));
    }

    /// <summary>Takes a batch back, where nobody changed the secret since.</summary>
    public async Task<Result<SecretBatchResult>> UndoAsync(Actor actor, IReadOnlyList<SecretBefore> before, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        if (SecretService.Refusal(allowed, Fault(before.Count)) is { } refusal)
            return refusal;
        var states = before.DistinctBy(b => b.Id).ToDictionary(b => b.Id);
        return await RepeatAsync(() => TryAsync(actor, allowed.Value, [.. states.Keys], (secret, stamp) => Restore(secret, stamp, states[secret.Id]), ["tags", "expires_at"], ct));
    }

    private async Task<Result<SecretBatchResult>> TryAsync(
        Actor actor, OrganizationId organization, List<SecretId> ids, Func<Secret, Guid, Error?> apply, IEnumerable<string> fields, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var found = await db.Set<Secret>().Where(s => s.DeletedKey == Guid.Empty && EF.Parameter(ids).Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        if (found.Count == 0)
            return SecretErrors.NotFound;

        List<SecretId> done = [];
        List<SecretRefused> refused = [];
        List<(Secret Secret, IReadOnlyList<string> Tags, DateTime? ExpiresAt)> changed = [];
        foreach (var id in ids)
        {
            var fault = found.TryGetValue(id, out var secret) ? null : SecretErrors.NotFound;
            var (tags, expiry) = (secret?.Tags ?? [], secret?.ExpiresAt);
            fault ??= apply(secret!, secret!.Stamp);
            if (fault is not null)
            {
                refused.Add(new SecretRefused(id, fault));
                continue;
            }

            done.Add(id);
            if (!secret!.Tags.SequenceEqual(tags, StringComparer.Ordinal) || secret.ExpiresAt != expiry)
                changed.Add((secret, tags, expiry));
        }

        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var (secret, _, _) in changed)
        {
            secret.Touch(Now);
            await audit.AppendAsync(db, actor, SecretActs.Updated(secret, fields), ct);
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;
        try
        {
            await outdated.CommitAsync(db, organization, write, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SecretErrors.Changed;
        }

        return new SecretBatchResult(done, refused) { Before = changed.ConvertAll(c => new SecretBefore(c.Secret.Id, c.Secret.Stamp, c.Tags, c.ExpiresAt)) };
    }

    /// <summary>Somebody changed one of them between reading and writing, which only a database without the write gate lets happen.</summary>
    private static async Task<Result<SecretBatchResult>> RepeatAsync(Func<Task<Result<SecretBatchResult>>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await act();
            if (attempt == Tries || result.Error != SecretErrors.Changed)
                return result;
        }
    }

    private static Error? Apply(Secret secret, SecretBatchChange change)
    {
        if (change.IsOfTags)
        {
            var tags = change.Tags(secret.Tags);
            if (SecretRules.CheckTags(tags) is { } fault)
                return fault;
            secret.Described(secret.Description, tags);
        }

        if (change.ExpiresAt.Is)
            secret.ExpireAt(change.ExpiresAt.Value);
        return null;
    }

    private static Error? Restore(Secret secret, Guid stamp, SecretBefore before)
    {
        if (stamp != before.StampAfter)
            return SecretErrors.Changed;
        secret.Described(secret.Description, before.Tags);
        secret.ExpireAt(before.ExpiresAt);
        return null;
    }

    private Error? Fault(SecretBatchChange change)
    {
        if (!change.IsOfTags && !change.ExpiresAt.Is)
            return SecretBatchErrors.NothingGiven;
        return SecretRules.CheckTags(change.AddTags) ?? SecretRules.CheckExpiry(change.ExpiresAt.Value, Now);
    }

    private static Error? Fault(int count)
    {
        if (count == 0)
            return SecretExportErrors.IdsRequired;
        return count > SecretSelection.MaxIds ? SecretExportErrors.TooManyIds : null;
    }
}
