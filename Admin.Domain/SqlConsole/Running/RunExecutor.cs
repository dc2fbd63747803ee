using Admin.Domain.Common;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>Carries out a plan: from the cache if it may, else at the database; keeps the result where that is wished.</summary>
public sealed class RunExecutor(EngineCatalog engines, TargetResolver targets, ResultKeeper keeper, ResultCache cache)
{
    internal async Task<Result<RunAnswer>> ExecuteAsync(RunPlan plan, RunRequest request, LiveRun run, Task recorded)
    {
        var entry = request.Cache is { } wish && plan.Change is null ? await cache.EntryAsync(plan, wish, run.Stopped) : null;
        var outcome = entry is { Found: { } found } ? found : await RunAsync(plan, run, recorded);
        if (outcome.Failed)
            return ServerWords.For(plan.Mask, outcome.Error);
        if (entry is { Found: null })
            outcome = await cache.KeepAsync(entry, outcome.Value);
        if (request.Keep)
            await keeper.KeepAsync(plan, outcome.Value);
        return outcome;
    }

    private async Task<Result<RunAnswer>> RunAsync(RunPlan plan, LiveRun run, Task recorded)
    {
        if (engines.Find(plan.Source.Engine) is not { } engine)
            return SqlConsoleErrors.EngineNotAvailable(plan.Source.Engine);
        var target = await targets.ResolveAsync(plan.Source, run.Stopped);
        if (target.Failed)
            return target.Error;
        var query = plan.Query with { Recorded = recorded };
        if (plan.Change is not null)
            return await ChangeAsync(plan, engine, target.Value, query, run);
        var report = await engine.ReadAsync(target.Value, query, run.Results, run.Stopped);
        return report.Failed ? report.Error : new RunAnswer(plan.Id, plan.Verdict.QueryType, run.Results, report.Value, Warnings(plan, report.Value));
    }

    private static async Task<Result<RunAnswer>> ChangeAsync(RunPlan plan, IDatabaseEngine engine, ConnectionTarget target, EngineQuery query, LiveRun run)
    {
        var change = await engine.ChangeAsync(target, query, new EngineChange(plan.Confirm, plan.Confirm is null ? plan.Plain : null), run.Stopped);
        if (change.Failed)
            return change.Error;
        if (plan.Confirm is { } expected && !change.Value.Committed)
            return SqlConsoleErrors.CountChanged(expected, change.Value.Run.AffectedRows ?? 0);
        return new RunAnswer(plan.Id, plan.Verdict.QueryType, run.Results, change.Value.Run, Warnings(plan, change.Value.Run)) { Change = ChangeMask.Apply(plan.Mask, change.Value) };
    }

    private static IReadOnlyList<string> Warnings(RunPlan plan, RunReport report) =>
        [.. plan.Verdict.Kind == VerdictKind.Warn ? [plan.Verdict.Message] : Array.Empty<string>(), .. plan.Mask?.HidesErrorText == true ? [] : report.Notices];
}
