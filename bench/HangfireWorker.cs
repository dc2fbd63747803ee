using System.Globalization;
using Hangfire;
using Hangfire.InMemory;

namespace Admin.Bench;

/// <summary>The usual way: one Hangfire job per message. A program of its own, told what to send as <see cref="QueueWorker"/> says.</summary>
internal static class HangfireWorker
{
    private static BareCall _call = null!;
    private static TaskCompletionSource _done = new();
    private static int _left;

    /// <param name="arguments">Address of the number's messages, count of workers.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        _call = new BareCall(new Uri(arguments[0]));
        using var storage = new InMemoryStorage();
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = int.Parse(arguments[1], CultureInfo.InvariantCulture) }, storage);
        var jobs = new BackgroundJobClient(storage);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (first, count) = (int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            (_left, _done) = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            foreach (var person in Enumerable.Range(first, count))
                jobs.Enqueue(() => SendAsync(QueuesBench.Phone(person), QueuesBench.Name(person), person));
            await _done.Task;
            Console.WriteLine("done");
        }

        return 0;
    }

    /// <summary>The job. Hangfire wants it public.</summary>
    public static async Task SendAsync(string phone, string name, int person)
    {
        await _call.SendAsync(phone, name, person);
        if (Interlocked.Decrement(ref _left) == 0)
            _done.SetResult();
    }
}
