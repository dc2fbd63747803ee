using System.Collections.Concurrent;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Keeping;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace Admin.Infrastructure.SqlConsole.Keeping;

/// <summary>
/// Results in this process, sealed and bounded, where the Redis is the embedded one: its memory is small and belongs to the
/// rate limits, which large results would push out (docs/adr).
/// </summary>
internal sealed class MemoryResultStore(ResultSeal seal) : IResultStore, IDisposable
{
    private const long Capacity = 128 * 1024 * 1024;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Capacity });
    private readonly ConcurrentDictionary<(OrganizationId, DataSourceId), CancellationTokenSource> _sources = new();

    public Task<bool> KeepAsync(ResultKey key, StoredResult result, TimeSpan ttl, CancellationToken ct)
    {
        var parts = result.Pieces.Prepend(result.Header).Select((p, i) => seal.Seal(key.ToString(), i, p.ToArray())).ToList();
        var entry = new MemoryCacheEntryOptions { Size = parts.Sum(p => (long)p.Length), AbsoluteExpirationRelativeToNow = ttl };
        if (entry.Size > Capacity)
            return Task.FromResult(false);
        entry.AddExpirationToken(new CancellationChangeToken(_sources.GetOrAdd((key.Organization, key.Source), _ => new CancellationTokenSource()).Token));
        _kept.Set(key, parts, entry);
        return Task.FromResult(_kept.TryGetValue(key, out _));
    }

    public Task<StoredResult?> FindAsync(ResultKey key, CancellationToken ct)
    {
        if (!_kept.TryGetValue(key, out List<byte[]>? parts))
            return Task.FromResult<StoredResult?>(null);
        var open = parts!.Select((p, i) => seal.Open(key.ToString(), i, p)).ToList();
        return Task.FromResult(open.Contains(null) ? null : new StoredResult(open[0]!, [.. open.Skip(1).Select(p => (ReadOnlyMemory<byte>)p!)]));
    }

    public Task ForgetAsync(OrganizationId organization, DataSourceId source, CancellationToken ct)
    {
        // Not disposed: an entry that is being added may still look at its token.
        if (_sources.TryRemove((organization, source), out var kept))
            kept.Cancel();
        return Task.CompletedTask;
    }

    public void Dispose() => _kept.Dispose();
}
