namespace Admin.Domain.SqlConsole;

/// <summary>Whether a connection came about; what failed stands in the warnings, alike for all unreachable hosts.</summary>
public sealed record ConnectionAnswer(bool Success, TimeSpan? ConnectionTime, string? ServerVersion, IReadOnlyList<string> Warnings);
