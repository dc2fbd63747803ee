using Admin.Domain.Common;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>A statement that everything has been decided about: what will run, within which bounds, or why it will not.</summary>
internal sealed record RunPlan(RunId Id, DataSource Source, string Statement, Verdict Verdict)
{
    /// <summary>Why it does not run; recorded like a run.</summary>
    public Error? Refusal { get; init; }

    public IReadOnlyList<BoundParameter> Parameters { get; init; } = [];

    public ChangeStep? Change { get; init; }

    public PlainChange? Plain { get; init; }

    public long? Confirm { get; init; }

    public string? Reason { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required int MaxRows { get; init; }

    /// <summary>What the reader must not see; null when they see everything.</summary>
    public ReadMask? Mask { get; init; }

    /// <summary>Sent with the statement.</summary>
    public string Comment { get; init; } = "";

    public EngineQuery Query => new(Statement, Parameters, TimeSpan.FromSeconds(TimeoutSeconds), Comment) { Command = Verdict.Command };
}
