using Admin.Domain.PersonalData;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Nightly; a run that is missed or ended early is made up for by the next one.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class RetentionJob(RetentionSweep sweep)
{
    public Task RunAsync(CancellationToken ct) => sweep.RunAsync(ct);
}
