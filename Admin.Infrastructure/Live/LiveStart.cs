using Admin.Domain.Live;
using Microsoft.Extensions.Hosting;

namespace Admin.Infrastructure.Live;

/// <summary>
/// Makes every node listen from its start on. Services are made at first use, and a node on which nobody changes rights
/// must still hear of those that others change.
/// </summary>
internal sealed class LiveStart(AccessNotes notes, RedisLiveChannel channel) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        GC.KeepAlive(notes);
        // Not awaited: a Redis that is away must not hold up the start.
        _ = channel.ListenAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
