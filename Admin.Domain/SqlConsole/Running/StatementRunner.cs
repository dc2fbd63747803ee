using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>Runs statements on data sources: everything decided first (<see cref="RunGate"/>), recorded, then run.</summary>
public sealed class StatementRunner(Access access, RateLimiter limiter, StatementGuard guard, RunGate gate, RunRecorder recorder, RunExecutor executor, LiveRuns live, ILogger<StatementRunner> log)
{
    /// <summary>What the guard says of a statement, without touching any database.</summary>
    public async Task<Result<Verdict>> CheckAsync(Actor actor, EngineKind engine, string statement, AccessMode mode, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        return allowed.Failed ? allowed.Error : guard.Check(engine, statement, mode);
    }

    /// <summary>Runs one statement and waits for its end. When the caller leaves, the statement is stopped.</summary>
    public async Task<Result<RunAnswer>> RunAsync(Actor actor, RunRequest request, CancellationToken ct)
    {
        var run = await BeginAsync(actor, request, ct, ct);
        return run.Failed ? run.Error : await run.Value.Completion;
    }

    /// <summary>
    /// Begins one statement and lets it run on whatever becomes of the caller; it is found again by its id
    /// (<see cref="RunDesk"/>) while it runs, and for a while after when <see cref="RunRequest.Keep"/> says so.
    /// </summary>
    public Task<Result<LiveRun>> StartAsync(Actor actor, RunRequest request, CancellationToken ct) => BeginAsync(actor, request, CancellationToken.None, ct);

    private async Task<Result<LiveRun>> BeginAsync(Actor actor, RunRequest request, CancellationToken caller, CancellationToken ct)
    {
        var admitted = await gate.AdmitAsync(actor, request, ct);
        if (admitted.Failed)
            return admitted.Error;
        var plan = admitted.Value;
        if (plan.Refusal is { } refusal)
        {
            await recorder.RefuseAsync(actor, plan, refusal, ct);
            return refusal;
        }
        var lease = await limiter.LeaseAsync(RateRequest.For(actor, RatePolicyNames.QueryRun, RatePolicyNames.QueryRunPerson), ct);
        if (lease.Refusal is { } busy)
            return busy;
        var results = new ResultBuffer(plan.MaxRows, RunLimits.MaxBytes, plan.Mask?.Result);
        var run = new LiveRun(plan.Id, plan.Source.OrganizationId, actor.Person!.Value, results, caller);
        live.Add(run);
        // The database is called while the run is written down; of the statement nothing leaves before it stands.
        var recorded = Task.Run(() => recorder.BeginAsync(actor, plan, ct), CancellationToken.None);
        // On no page's own thread: reading rows there would keep them from being drawn.
        _ = Task.Run(() => RunToEndAsync(actor, plan, request, run, lease, recorded), CancellationToken.None);
        await recorded;
        return run;
    }

    private async Task RunToEndAsync(Actor actor, RunPlan plan, RunRequest request, LiveRun run, RateLease lease, Task recorded)
    {
        Result<RunAnswer> outcome;
        try
        {
            outcome = await executor.ExecuteAsync(plan, request, run, recorded);
            await recorded;
            await recorder.EndAsync(actor, plan, outcome);
        }
        catch (Exception) when (recorded is { IsCompleted: true, IsCompletedSuccessfully: false })
        {
            // It did not run; whoever began it has the exception.
            outcome = SqlConsoleErrors.RunBroke;
        }
        catch (Exception e)
        {
            // Nobody awaits this but the page or the call that waits for the end, and they must get one.
            log.LogError(e, "Run {Run} broke", plan.Id);
            outcome = SqlConsoleErrors.RunBroke;
        }
        live.Remove(run);
        run.End(outcome);
        run.Dispose();
        await lease.DisposeAsync();
    }
}
