namespace Admin.Bench;

/// <summary>One way to send the same messages, with all processes that it takes for it.</summary>
internal interface IQueueSide : IAsyncDisposable
{
    /// <summary>CPU time so far of all its processes, in seconds; the simulator is not among them.</summary>
    double CpuSeconds { get; }

    /// <summary>What is done before anything is sent, and is not counted.</summary>
    Task PrepareAsync(int first, int count) => Task.CompletedTask;

    /// <summary>Sends one message to each of so many people; ends after the last answer.</summary>
    Task SendAsync(int first, int count);
}
