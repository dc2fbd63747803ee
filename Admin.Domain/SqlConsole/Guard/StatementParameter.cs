namespace Admin.Domain.SqlConsole.Guard;

/// <summary>A parameter where a statement uses it.</summary>
/// <param name="Name">Without its sign; the number from 1 for a parameter by position.</param>
/// <param name="Start">Zero-based offset of its sign.</param>
/// <param name="Length">Sign and name.</param>
/// <param name="IsPositional">Whether it is known by its place (<c>?</c>, <c>$1</c>) and not by a name.</param>
public sealed record StatementParameter(string Name, int Start, int Length, bool IsPositional);
