using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Domain.SqlConsole;

/// <summary>Whether a connection came about.</summary>
/// <param name="Error">What failed, alike for all unreachable hosts; null when nothing did.</param>
/// <param name="Report">What was found; null when it failed.</param>
/// <param name="Warnings">Sentences about what a database administrator would mend.</param>
public sealed record ConnectionAnswer(Error? Error, ConnectionReport? Report, IReadOnlyList<string> Warnings)
{
    public bool Success => Error is null;

    public static ConnectionAnswer Fail(Error error) => new(error, null, [error.Message]);

    /// <param name="crossesNetwork">Whether there is a network between the database and here.</param>
    public static ConnectionAnswer Of(ConnectionReport report, bool crossesNetwork)
    {
        var warnings = report.Dangers.Select(d => $"The account has the right {d}, which the console never needs: use an account that only reads.").ToList();
        if (crossesNetwork && report.Tls is null)
            warnings.Add("The connection is not encrypted: whoever is on the way reads the password and the rows.");
        return new ConnectionAnswer(null, report, warnings);
    }
}
