using Admin.Domain.Campaigns.Sending;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Says "look now" to this node's engine. Safe to run twice, late, or not at all.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class CampaignWakeJob(CampaignEngine engine)
{
    /// <summary>The ids only name the job on the dashboard; the engine looks at the rows.</summary>
    public void Run(Guid organization, Guid campaign) => engine.Wake();

    /// <summary>The recurring sweep, for whatever stands still.</summary>
    public void Sweep() => engine.Wake();
}
