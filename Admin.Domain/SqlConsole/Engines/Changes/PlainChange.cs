namespace Admin.Domain.SqlConsole.Engines.Changes;

/// <summary>An UPDATE or DELETE of one table, in the statement's own words, which the guard has read.</summary>
/// <param name="IsDelete">Whether the rows go; otherwise they change.</param>
/// <param name="Table">The table as it is written, quotes and schema included.</param>
/// <param name="Alias">As it is written, or null.</param>
/// <param name="Condition">The expression behind WHERE.</param>
/// <param name="Parameters">Those within the condition, their places counted from its start.</param>
public sealed record PlainChange(bool IsDelete, string Table, string? Alias, string Condition, IReadOnlyList<BoundParameter> Parameters);
