using Admin.Domain.Notices;
using Admin.Domain.Secrets;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Hourly: looks for what is due to be told, and mails what still waits. A run that is missed is made up for by the next one.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class NoticeSweepJob(SecretReminders reminders, NoticeMails mails)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await mails.PostDueAsync(only: null, ct);
        await reminders.SweepAsync(ct);
    }
}
