using System.Globalization;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>One BullMQ job per message: producer and worker are one process of node's, and a redis-server that writes nothing to disk.</summary>
internal sealed class BullSide(BenchRedis redis, QueueWorker worker) : IQueueSide
{
    public double CpuSeconds => worker.CpuSeconds + redis.CpuSeconds;

    public static async Task<IQueueSide> StartAsync(string program, SimulatorProcess simulator, int concurrency)
    {
        var redis = await BenchRedis.StartAsync();
        return new BullSide(redis, await QueueWorker.StartAsync("node", program, redis.Port.ToString(CultureInfo.InvariantCulture), QueuesBench.Messages(simulator), concurrency.ToString(CultureInfo.InvariantCulture)));
    }

    public Task SendAsync(int first, int count) => worker.SendAsync(first, count);

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await redis.DisposeAsync();
    }
}
