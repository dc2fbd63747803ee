using Admin.Domain.Accounts;
using Admin.Domain.Secrets;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Daily; a run that is missed or ended early is made up for by the next one.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class PurgeJob(ExpiredData expired, SecretPurges secrets)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await expired.PurgeAsync(ct);
        await secrets.RunAsync(ct);
    }
}
