using Admin.Domain.SqlConsole.Running;
using Microsoft.Extensions.Hosting;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>When the process ends, so do its runs: cancelled at their servers and recorded so.</summary>
internal sealed class RunShutdown(LiveRuns runs) : IHostedService
{
    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

    public Task StopAsync(CancellationToken ct) => runs.StopAsync(ct);
}
