using System.Globalization;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>One Hangfire job per message, in memory: producer, workers and storage are one process.</summary>
internal sealed class HangfireSide(QueueWorker worker) : IQueueSide
{
    public double CpuSeconds => worker.CpuSeconds;

    public static async Task<IQueueSide> StartAsync(SimulatorProcess simulator, int workers) =>
        new HangfireSide(await QueueWorker.StartAsync("dotnet", typeof(HangfireSide).Assembly.Location, "hangfire-worker", QueuesBench.Messages(simulator), workers.ToString(CultureInfo.InvariantCulture)));

    public Task SendAsync(int first, int count) => worker.SendAsync(first, count);

    public ValueTask DisposeAsync() => worker.DisposeAsync();
}
