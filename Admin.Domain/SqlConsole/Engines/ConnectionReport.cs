namespace Admin.Domain.SqlConsole.Engines;

/// <summary>What a test of a connection found.</summary>
public sealed record ConnectionReport(TimeSpan ConnectionTime, string ServerVersion, IReadOnlyList<string> Warnings);
