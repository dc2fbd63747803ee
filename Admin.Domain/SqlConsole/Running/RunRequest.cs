using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>One statement to run; null takes the data source's own limit.</summary>
public sealed record RunRequest(DataSourceId DataSource, string Statement, QueryParameters Parameters, int? TimeoutSeconds = null, int? MaxRows = null)
{
    /// <summary>Made by whoever asks, so that they find the run again even when the answer to the start is lost.</summary>
    public RunId Id { get; init; } = RunId.New();

    /// <summary>Whether a change may be looked at, or made; a reading statement reads all the same.</summary>
    public bool AllowChange { get; init; }

    /// <summary>How many rows the change touches, as its preview said: makes it. Null looks only.</summary>
    public long? Confirm { get; init; }

    /// <summary>Why data of a production system is changed.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether, and how long, the result may come from and go to the cache.</summary>
    public CacheWish? Cache { get; init; }

    /// <summary>Whether the result is kept for a while so that its owner finds it again.</summary>
    public bool Keep { get; init; }
}

/// <summary>A wish for a cached result.</summary>
/// <param name="Key">Added to everything else that the result depends on, so that callers can tell results apart.</param>
/// <param name="Refresh">Runs anew and replaces what is cached.</param>
public sealed record CacheWish(TimeSpan Ttl, string? Key = null, bool Refresh = false)
{
    public const int MinSeconds = 10;
    public const int MaxSeconds = 24 * 3600;
    public const int DefaultSeconds = 300;
    public const int KeyMaxLength = 100;
}
