using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Organizations;

/// <summary>
/// Rows that are read again and again, each kept for a second at most and until this node writes anything: a change made here is seen
/// at once, one made elsewhere within that second. What is kept is shared, so it is for reading only. Bounded.
/// </summary>
/// <param name="capacity">How much is kept at most, in the unit of the sizes given.</param>
internal sealed class BriefMemory<TKey, TRow>(IAdminDb adminDb, TimeProvider time, long capacity) : IDisposable
    where TKey : notnull
    where TRow : class
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = capacity });

    /// <summary>What is kept, or else what <paramref name="read"/> finds; what is not there is not kept.</summary>
    public async Task<TRow?> GetAsync(TKey key, Func<Task<TRow?>> read, Func<TRow, long> size)
    {
        // Before the read: a write that ends during it makes what was read old.
        var (writes, now) = (adminDb.Writes, time.GetUtcNow());
        if (_kept.TryGetValue(key, out Kept? kept) && kept!.Writes == writes && now - kept.ReadAt < KeptFor)
            return kept.Row;
        var row = await read();
        if (row is not null)
            _kept.Set(key, new Kept(row, writes, now), new MemoryCacheEntryOptions { Size = size(row), AbsoluteExpirationRelativeToNow = KeptFor });
        return row;
    }

    public void Dispose() => _kept.Dispose();

    private sealed record Kept(TRow Row, long Writes, DateTimeOffset ReadAt);
}
