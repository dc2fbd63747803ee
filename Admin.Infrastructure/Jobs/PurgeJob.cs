using Admin.Domain.Accounts;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Daily; a run that is missed or ended early is made up for by the next one.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class PurgeJob(ExpiredData expired)
{
    public Task RunAsync(CancellationToken ct) => expired.PurgeAsync(ct);
}
