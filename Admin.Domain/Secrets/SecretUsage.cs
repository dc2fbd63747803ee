using Admin.Domain.Auditing;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>Reads of one secret by one reader since the last batch.</summary>
public sealed record SecretUse(SecretId Secret, SecretReader Reader, long Count, DateTime LastAt);

/// <summary>Adds batches of reads to the rows, past their stamps.</summary>
public interface ISecretUsageStore
{
    /// <summary>Inside the caller's write.</summary>
    Task AddAsync(AdminDbContext db, OrganizationId organization, IReadOnlyCollection<SecretUse> uses, CancellationToken ct);
}

/// <summary>
/// Counts reads in memory and writes them in batches, so that a hot secret does not cost a row per read. A process that is killed
/// loses the reads since the last batch (a second); a clean stop loses none.
/// </summary>
public sealed class SecretUsage(IAdminDb adminDb, ISecretUsageStore store, AuditLog audit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Dictionary<UseKey, (long Count, DateTime LastAt)> _uses = [];
    private readonly TokenReads _tokenReads = new();

    internal TokenReads TokenReads => _tokenReads;

    internal void Count(OrganizationId organization, SecretId secret, SecretReader reader)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var key = new UseKey(organization, secret, reader, now.Date);
        lock (_lock)
            _uses[key] = (_uses.GetValueOrDefault(key).Count + 1, now);
    }

    /// <summary>Writes what was counted. What cannot be written is kept for the next time.</summary>
    /// <param name="closing">Also writes the counts of the minute that is not over yet.</param>
    public async Task FlushAsync(bool closing, CancellationToken ct)
    {
        Dictionary<UseKey, (long Count, DateTime LastAt)> uses;
        lock (_lock)
            (uses, _uses) = (_uses, []);
        var reads = _tokenReads.TakeFinished(closing ? DateTime.MaxValue : time.GetUtcNow().UtcDateTime);

        List<Exception> failures = [];
        foreach (var organization in uses.Keys.Select(k => k.Organization).Concat(reads.Select(r => r.Organization)).Distinct())
        {
            var own = uses.Where(u => u.Key.Organization == organization).Select(u => new SecretUse(u.Key.Secret, u.Key.Reader, u.Value.Count, u.Value.LastAt)).ToList();
            var ownReads = reads.Where(r => r.Organization == organization).ToList();
            try
            {
                await WriteAsync(organization, own, ownReads, ct);
            }
            catch (Exception e)
            {
                KeepForLater(organization, own);
                _tokenReads.GiveBack(ownReads);
                failures.Add(e);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("Reads of secrets could not be written; they are kept for the next time.", failures);
    }

    private async Task WriteAsync(OrganizationId organization, List<SecretUse> uses, List<TokenReads.Finished> reads, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (uses.Count > 0)
            await store.AddAsync(db, organization, uses, ct);
        foreach (var read in reads)
            await audit.AppendAsync(db, read.Actor, SecretActs.ReadsCounted(read.Secret, read.Minute, read.Count), ct);
        await write.CommitAsync(ct);
    }

    private void KeepForLater(OrganizationId organization, List<SecretUse> uses)
    {
        lock (_lock)
        {
            foreach (var use in uses)
            {
                var key = new UseKey(organization, use.Secret, use.Reader, use.LastAt.Date);
                var newer = _uses.GetValueOrDefault(key);
                _uses[key] = (newer.Count + use.Count, newer.LastAt > use.LastAt ? newer.LastAt : use.LastAt);
            }
        }
    }

    // The day too: reads on both sides of midnight are of two days.
    private readonly record struct UseKey(OrganizationId Organization, SecretId Secret, SecretReader Reader, DateTime Day);
}
