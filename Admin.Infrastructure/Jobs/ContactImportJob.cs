using Admin.Domain.Messaging.Importing;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Says "look now" to this node's runner each minute, and forgets old files each hour. Safe to run twice, late, or not at all.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class ContactImportJob(ContactImportAlarm alarm, ContactImportHousekeeping housekeeping)
{
    public void Sweep() => alarm.Ring();

    public Task ForgetOldAsync(CancellationToken ct) => housekeeping.ForgetOldAsync(ct);
}
