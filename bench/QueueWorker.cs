using System.Diagnostics;
using System.Globalization;

namespace Admin.Bench;

/// <summary>A worker program of the other queues: says "ready", takes lines "first count", says "done" after the last answer of each.</summary>
internal sealed class QueueWorker : IAsyncDisposable
{
    private readonly Process _process;

    private QueueWorker(Process process) => _process = process;

    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<QueueWorker> StartAsync(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var worker = new QueueWorker(process);
        await worker.HearAsync("ready");
        return worker;
    }

    public async Task SendAsync(int first, int count)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{first} {count}"));
        await _process.StandardInput.FlushAsync();
        await HearAsync("done");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task HearAsync(string word)
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        if (line != word)
            throw new InvalidOperationException($"The worker said \"{line}\" where \"{word}\" was to come.");
    }
}
