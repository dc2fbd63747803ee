using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Admin.Bench;

/// <summary>Apache Bench (Debian's apache2-utils) against one address, with kept connections.</summary>
internal static partial class ApacheBench
{
    /// <param name="body">Posted as JSON; null: a GET.</param>
    /// <param name="bearer">Value of the Authorization header.</param>
    public static async Task<Load> RunAsync(Uri address, int requests, int concurrency, string? bearer, string? body = null)
    {
        List<string> arguments = ["-q", "-k", "-c", Text(concurrency), "-n", Text(requests)];
        if (bearer is not null)
            arguments.AddRange(["-H", $"Authorization: {bearer}"]);
        var file = Path.GetTempFileName();
        try
        {
            if (body is not null)
            {
                await File.WriteAllTextAsync(file, body);
                arguments.AddRange(["-p", file, "-T", "application/json"]);
            }

            using var ab = Process.Start(new ProcessStartInfo("ab", [.. arguments, address.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var output = await ab.StandardOutput.ReadToEndAsync();
            await ab.WaitForExitAsync();
            if (Number(Complete(), output) != requests)
                throw new InvalidOperationException(output);
            return new Load(Number(Rate(), output), (int)Number(NonSuccess(), output));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Regex what, string text) =>
        what.Match(text) is { Success: true } match ? double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"Requests per second:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"Complete requests:\s+(?<number>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Complete();

    [GeneratedRegex(@"Non-2xx responses:\s+(?<number>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NonSuccess();

    /// <param name="PerSecond">Answers a second, of every status.</param>
    /// <param name="NonSuccess">How many were no 2xx.</param>
    public sealed record Load(double PerSecond, int NonSuccess);
}
