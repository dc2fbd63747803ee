using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>What a run is worked off with.</summary>
internal sealed record ReEncryptionParts(IAdminDb AdminDb, AuditLog Audit, SecretCiphers Ciphers, IReEncryptionStore Store, TimeProvider Time)
{
    public DateTime Now => Time.GetUtcNow().UtcDateTime;
}

/// <summary>
/// A claimed run, one step after the other. A batch is read, opened and sealed outside the write; then one short transaction
/// replaces it all and counts it, if this owner still holds the run. So each version is under one key or the other at any
/// instant, and what is counted is what was moved.
/// </summary>
internal sealed class ReEncryptionWork(ReEncryption run, Guid owner, ReEncryptionParts parts)
{
    private const int BatchVersions = 500;
    private const int BatchBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan BatchTime = TimeSpan.FromSeconds(10);

    private readonly Actor _actor = Actor.System(run.OrganizationId, "re-encryption");
    private readonly Dictionary<string, string> _away = new(StringComparer.Ordinal);
    private ReEncryptionScope _scope = run.Scope;
    private List<Source> _sources = [];

    private OrganizationId Organization => run.OrganizationId;

    /// <summary>False when there is no more to do here now: it is done, it waits, or somebody else has it.</summary>
    public async Task<bool> StepAsync(CancellationToken ct)
    {
        if (_sources.Count == 0)
            return await LookAsync(ct);
        var source = _sources[^1];
        var batch = await ReadAsync(source, ct);
        if (batch.Count == 0)
        {
            _sources.RemoveAt(_sources.Count - 1);
            return true;
        }

        var made = await ReSealAsync(source, batch, ct);
        if (!await WriteAsync(made, ct))
            return false;
        if (made.Find(m => m.Refused is not null) is { Refused: { } refused })
            return await WaitAsync(refused.Code, run.Provider, ct);
        if (made.Find(m => IsAway(m)) is { Unread: { } unread })
        {
            // What other providers hold is moved all the same.
            _away.TryAdd(source.Provider, unread.Code);
            _sources.RemoveAll(s => s.Provider == source.Provider);
        }

        return true;
    }

    /// <summary>Finds under which keys there is something left, and ends the run where there is nothing.</summary>
    private async Task<bool> LookAsync(CancellationToken ct)
    {
        await using var db = await parts.AdminDb.OpenAsync(TenantScope.For(Organization), ct);
        var found = await _scope.Left(db, run.Id)
            .GroupBy(v => new { v.Provider, v.KeyId })
            .Select(g => new Source(g.Key.Provider, g.Key.KeyId, g.Count()))
            .ToListAsync(ct);
        if (found.Count == 0)
            return await CompleteAsync(db, ct);
        if (!await CountAsync(db, found.Sum(s => s.Count), ct))
            return false;
        _sources = found.FindAll(s => !_away.ContainsKey(s.Provider));
        return _sources.Count > 0 || await WaitAsync(_away[found[0].Provider], found[0].Provider, ct);
    }

    private async Task<bool> CountAsync(AdminDbContext db, int left, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        if (!await parts.Store.TryAdvanceAsync(db, Organization, run.Id, owner, new(0, 0, left, _scope.KeyId, parts.Now + ReEncryptionRunner.Lease), ct))
            return false;
        await write.CommitAsync(ct);
        return true;
    }

    private async Task<List<SecretVersion>> ReadAsync(Source source, CancellationToken ct)
    {
        await using var db = await parts.AdminDb.OpenAsync(TenantScope.For(Organization), ct);
        var rows = _scope.Left(db, run.Id)
            .Where(v => v.Provider == source.Provider && v.KeyId == source.KeyId)
            .OrderBy(v => v.SecretId).ThenBy(v => v.Number)
            .Take(BatchVersions)
            .AsAsyncEnumerable();
        List<SecretVersion> batch = [];
        var bytes = 0;
        await foreach (var version in rows.WithCancellation(ct))
        {
            batch.Add(version);
            bytes += version.Ciphertext.Length;
            if (bytes >= BatchBytes)
                break;
        }

        return batch;
    }

    /// <summary>Ends early where a provider is away, or after a while: what was made by then is written.</summary>
    private async Task<List<ReSealed>> ReSealAsync(Source source, List<SecretVersion> batch, CancellationToken ct)
    {
        var made = new ReSealed?[batch.Count];
        var since = parts.Time.GetTimestamp();
        var isOver = false;
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReEncryptionRules.Parallel(source.Provider, run.Provider), CancellationToken = ct };
        await Parallel.ForEachAsync(Enumerable.Range(0, batch.Count), options, async (i, token) =>
        {
            if (Volatile.Read(ref isOver) || parts.Time.GetElapsedTime(since) > BatchTime)
                return;
            var one = made[i] = await parts.Ciphers.ReSealAsync(batch[i], run.Provider, token);
            if (one.Refused is not null || IsAway(one))
                Volatile.Write(ref isOver, true);
        });
        return [.. made.OfType<ReSealed>()];
    }

    private static bool IsAway(ReSealed one) => one.Unread is { } unread && !ReEncryptionRules.IsOfTheVersion(unread);

    private async Task<bool> WriteAsync(List<ReSealed> made, CancellationToken ct)
    {
        var moved = made.Where(m => m.Value is not null).Select(m => new MovedVersion(m.Version.SecretId, m.Version.Number, m.Version.Provider, m.Version.KeyId, m.Value!)).ToList();
        var unreadable = made.Where(m => m.Unread is { } unread && ReEncryptionRules.IsOfTheVersion(unread)).ToList();
        // The provider may encrypt with a newer key than at the start; then that is the one that is wanted.
        if (moved.Count > 0)
            _scope = _scope with { KeyId = moved[^1].Value.KeyId };

        await using var db = await parts.AdminDb.OpenAsync(TenantScope.For(Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var replaced = await parts.Store.ReplaceAsync(db, Organization, run.Provider, moved, parts.Now, ct);
        var step = new ReEncryptionStep(replaced, unreadable.Count, Left: null, _scope.KeyId, parts.Now + ReEncryptionRunner.Lease);
        if (!await parts.Store.TryAdvanceAsync(db, Organization, run.Id, owner, step, ct))
            return false;
        foreach (var one in unreadable)
        {
            db.Add(ReEncryptionFailure.Create(Organization, run.Id, one.Version.SecretId, one.Version.Number, one.Unread!.Code));
            await parts.Audit.AppendAsync(db, _actor, SecretActs.ReadFailed(one.Version.SecretId, one.Version.Number, one.Unread.Code), ct);
        }

        await write.CommitAsync(ct);
        return true;
    }

    private async Task<bool> WaitAsync(string code, string provider, CancellationToken ct)
    {
        await using var db = await parts.AdminDb.OpenAsync(TenantScope.For(Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await parts.Store.TryWaitAsync(db, Organization, run.Id, owner, new(code, provider, parts.Now + ReEncryptionRunner.Pause), ct))
            await write.CommitAsync(ct);
        return false;
    }

    private async Task<bool> CompleteAsync(AdminDbContext db, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        // Asked again where nobody else writes: a rotation may have made a version meanwhile.
        if (await _scope.Left(db, run.Id).AnyAsync(ct))
            return true;
        if (!await parts.Store.TryCompleteAsync(db, Organization, run.Id, owner, parts.Now, ct))
            return false;
        var ended = await db.Set<ReEncryption>().AsNoTracking().FirstAsync(r => r.Id == run.Id, ct);
        await parts.Audit.AppendAsync(db, _actor, ReEncryptionActs.Completed(ended), ct);
        await write.CommitAsync(ct);
        return false;
    }

    /// <summary>A key that versions are under which shall move.</summary>
    private sealed record Source(string Provider, string KeyId, int Count);
}
