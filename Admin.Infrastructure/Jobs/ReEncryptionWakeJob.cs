using Admin.Domain.Secrets.ReEncrypting;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Says "look now" to this node's runner, each minute, for whatever stands still. Safe to run twice, late, or not at all.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class ReEncryptionWakeJob(ReEncryptionAlarm alarm)
{
    public void Sweep() => alarm.Ring();
}
