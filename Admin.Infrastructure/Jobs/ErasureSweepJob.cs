using Admin.Domain.PersonalData;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Goes on with erasures that had to wait, or whose process ended.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class ErasureSweepJob(ErasureRunner runner)
{
    public Task RunAsync(CancellationToken ct) => runner.SweepAsync(ct);
}
