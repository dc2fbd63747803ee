using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Admin.Domain.Secrets.Fernet;

namespace Admin.Bench;

/// <summary>Fernet of 1 KiB on one core, next to Python's cryptography in the same run.</summary>
internal static class FernetBench
{
    private const int Size = 1024;
    private const int Rounds = 7;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync()
    {
        var key = FernetKey.Generate();
        var content = RandomNumberGenerator.GetBytes(Size);
        var token = FernetToken.Encrypt(key, content, DateTimeOffset.UnixEpoch);
        var encrypt = PerSecond(() => FernetToken.Encrypt(key, content, DateTimeOffset.UnixEpoch));
        var decrypt = PerSecond(() => FernetToken.TryDecrypt(key, token, out _));
        var python = await PythonAsync();

        Print("encrypt", encrypt, python?.Encrypt);
        Print("decrypt", decrypt, python?.Decrypt);
        if (python is null)
            Console.WriteLine("Python's cryptography is not here (python3 -c \"import cryptography\"): no ratio.");
        return 0;
    }

    // The median of a few rounds; the first is for warming up.
    private static double PerSecond(Action act)
    {
        List<double> rates = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var count = 0;
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < Round)
            {
                for (var i = 0; i < 100; i++)
                    act();
                count += 100;
            }

            if (round > 0)
                rates.Add(count / clock.Elapsed.TotalSeconds);
        }

        rates.Sort();
        return rates[rates.Count / 2];
    }

    private static async Task<Rates?> PythonAsync()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "fernet.py");
        var start = new ProcessStartInfo("python3", [script, Size.ToString(CultureInfo.InvariantCulture), Rounds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var python = Process.Start(start)!;
        var output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return python.ExitCode == 0 ? JsonSerializer.Deserialize<Rates>(output, JsonSerializerOptions.Web) : null;
    }

    private static void Print(string what, double ours, double? theirs) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what} {Size} bytes: {ours:F0} a second; Python's cryptography {theirs ?? double.NaN:F0}; {ours / (theirs ?? double.NaN):F1} times (aim at least 3)"));

    private sealed record Rates(double Encrypt, double Decrypt);
}
