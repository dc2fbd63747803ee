using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>What a run gave.</summary>
public sealed record RunAnswer(RunId Id, QueryType QueryType, ResultBuffer Results, RunReport Report, IReadOnlyList<string> Warnings)
{
    /// <summary>For a change: whether it was made, and some of its rows; null for reading.</summary>
    public ChangeReport? Change { get; init; }

    /// <summary>When a result from the cache was made and until when it stays there; null for one that was just made.</summary>
    public CacheStay? Cached { get; init; }
}

/// <summary>How long a result is in the cache.</summary>
public sealed record CacheStay(DateTimeOffset Since, DateTimeOffset Until);
