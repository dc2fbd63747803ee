using Admin.Domain.Messaging.Templating;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Hourly: reads templates from WhatsApp. A run that is missed is made up for by the next one.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class TemplateSweepJob(TemplateSync sync)
{
    public Task RunAsync(CancellationToken ct) => sync.SweepAsync(ct);
}
