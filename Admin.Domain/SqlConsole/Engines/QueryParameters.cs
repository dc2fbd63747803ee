namespace Admin.Domain.SqlConsole.Engines;

/// <summary>
/// The values that a caller gives, by name (without the sign that marks a parameter) and by position. A value is null, bool,
/// long, decimal, double, string or byte[].
/// </summary>
public sealed record QueryParameters(IReadOnlyDictionary<string, object?> Named, IReadOnlyList<object?> Positional)
{
    public static QueryParameters None { get; } = new(new Dictionary<string, object?>(StringComparer.Ordinal), []);
}
