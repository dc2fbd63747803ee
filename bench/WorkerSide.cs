using System.Globalization;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>A side whose producer, workers and storage are one process of this program: <see cref="HangfireWorker"/> or <see cref="BareWorker"/>.</summary>
internal sealed class WorkerSide(QueueWorker worker) : IQueueSide
{
    public double CpuSeconds => worker.CpuSeconds;

    public static async Task<IQueueSide> StartAsync(string program, SimulatorProcess simulator, int workers) =>
        new WorkerSide(await QueueWorker.StartAsync("dotnet", typeof(WorkerSide).Assembly.Location, program, QueuesBench.Messages(simulator), workers.ToString(CultureInfo.InvariantCulture)));

    public Task SendAsync(int first, int count) => worker.SendAsync(first, count);

    public ValueTask DisposeAsync() => worker.DisposeAsync();
}
