using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;

namespace Admin.Domain.SqlConsole.Keeping;

/// <summary>
/// Keeps results for a while, sealed, where every node finds them. It may lose any of them at any time: nothing but another run
/// is needed to replace one. It never throws for a store that is away.
/// </summary>
public interface IResultStore
{
    /// <summary>Replaces what has the same key. False when the store is away or has no room.</summary>
    Task<bool> KeepAsync(ResultKey key, StoredResult result, TimeSpan ttl, CancellationToken ct);

    /// <summary>Null when there is none (any more), or the store is away.</summary>
    Task<StoredResult?> FindAsync(ResultKey key, CancellationToken ct);

    /// <summary>Drops what is kept of one data source.</summary>
    Task ForgetAsync(OrganizationId organization, DataSourceId source, CancellationToken ct);
}

/// <summary>Under what a result is kept: always within its organization and its data source.</summary>
/// <param name="Name">ASCII, without spaces.</param>
public sealed record ResultKey(OrganizationId Organization, DataSourceId Source, string Name);

/// <summary>A result as bytes: what describes it, and its packed rows in pieces.</summary>
public sealed record StoredResult(byte[] Header, IReadOnlyList<ReadOnlyMemory<byte>> Pieces);
