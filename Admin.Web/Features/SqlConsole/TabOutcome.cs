using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What the last run of a tab gave, or gives.</summary>
public sealed class TabOutcome
{
    public bool IsRunning { get; private set; }

    /// <summary>Whether there is something to cancel; a run that is only about to begin has nothing yet.</summary>
    public bool CanCancel => Live is not null;

    /// <summary>While it runs on this node: its rows arrive.</summary>
    public LiveRun? Live { get; private set; }

    public RunAnswer? Answer { get; private set; }

    public QueryPlan? Plan { get; private set; }

    public Error? Error { get; private set; }

    public string? Reference { get; private set; }

    public Refusal? Refusal { get; private set; }

    /// <summary>A run that is known, but whose rows are not here.</summary>
    public FoundRun? Past { get; private set; }

    /// <summary>A change that waits for its confirmation, with what it was asked with.</summary>
    public PendingChange? Pending { get; private set; }

    public ResultBuffer? Results => Answer?.Results ?? Live?.Results;

    public void Clear() => (IsRunning, Live, Answer, Plan, Error, Reference, Refusal, Past, Pending) = (false, null, null, null, null, null, null, null, null);

    public void Start()
    {
        Clear();
        IsRunning = true;
    }

    public void Follow(LiveRun run) => (IsRunning, Live) = (true, run);

    public void Finish(RunAnswer answer) => (IsRunning, Live, Answer) = (false, null, answer);

    public void Finish(QueryPlan plan) => (IsRunning, Plan) = (false, plan);

    public void Fail(Error error, string? reference = null)
    {
        (IsRunning, Live, Error, Reference) = (false, null, error, reference);
        Refusal = Refusal.Of(error);
    }

    public void Remember(FoundRun run) => (IsRunning, Live, Past) = (false, null, run);

    public void Stop() => (IsRunning, Live) = (false, null);

    public void Await(PendingChange change) => Pending = change;

    /// <summary>Adds the line and column to what the guard said.</summary>
    public void Locate(TextPlace? place) => Refusal = Refusal is null ? null : Refusal with { Place = place };
}

/// <summary>A change that was looked at and can be made.</summary>
public sealed record PendingChange(RunRequest Request, long AffectedRows);
