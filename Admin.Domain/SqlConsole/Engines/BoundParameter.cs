namespace Admin.Domain.SqlConsole.Engines;

/// <summary>A parameter where a statement uses it, with its value: null, bool, long, decimal, double, string or byte[].</summary>
/// <param name="Name">Without its sign; the number from 1 for a parameter by position.</param>
/// <param name="Start">Zero-based offset of its sign in the statement.</param>
/// <param name="Length">Sign and name.</param>
public sealed record BoundParameter(string Name, int Start, int Length, object? Value);
