using System.Globalization;

namespace Admin.Bench;

/// <summary>
/// The calls alone, from a loop: no queue, no ledger, nothing that survives anything. No way to send can be cheaper, so this is how
/// far the others could get. A program of its own, told what to send as <see cref="QueueWorker"/> says.
/// </summary>
internal static class BareWorker
{
    /// <param name="arguments">Address of the number's messages, calls at once.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var call = new BareCall(new Uri(arguments[0]));
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = int.Parse(arguments[1], CultureInfo.InvariantCulture) };
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (first, count) = (int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            await Parallel.ForEachAsync(Enumerable.Range(first, count), atOnce, async (person, _) => await call.SendAsync(QueuesBench.Phone(person), QueuesBench.Name(person), person));
            Console.WriteLine("done");
        }

        return 0;
    }
}
