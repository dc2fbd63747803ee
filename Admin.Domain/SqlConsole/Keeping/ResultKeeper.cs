using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Domain.SqlConsole.Keeping;

/// <summary>Keeps the result of a run for its owner: after a reload, for an export, for a link.</summary>
public sealed class ResultKeeper(IResultStore store, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    /// <summary>Best effort: without a store the result still stands on the page.</summary>
    internal async Task KeepAsync(RunPlan plan, RunAnswer answer)
    {
        if (answer.Change is not null)
            return;
        var now = time.GetUtcNow();
        var stored = ResultHeader.Pack(answer, plan.Mask?.Fingerprint ?? MaskProfile.SeesAll.Fingerprint, now, now + KeptFor);
        await store.KeepAsync(Key(plan.Source, plan.Id), stored, KeptFor, CancellationToken.None);
    }

    /// <summary>Null when it is no longer kept, or was made for a reader who sees more or less.</summary>
    internal async Task<RunAnswer?> FindAsync(DataSource source, RunId run, string mask, CancellationToken ct)
    {
        if (await store.FindAsync(Key(source, run), ct) is not { } stored)
            return null;
        var header = ResultHeader.Read(stored);
        return header.MaskFingerprint == mask ? header.Unpack(stored) : null;
    }

    private static ResultKey Key(DataSource source, RunId run) => new(source.OrganizationId, source.Id, $"run:{run}");
}
