using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>Gives each parameter of a statement its value; refuses what is missing and what is left over.</summary>
public static class ParameterBinder
{
    /// <summary>The names to give values for, each once, in the order of the text; those by position are named by their number from 1.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<StatementParameter> used) => [.. Named(used).Select(n => n.Name).Distinct(StringComparer.Ordinal)];

    internal static Result<IReadOnlyList<BoundParameter>> Bind(IReadOnlyList<StatementParameter> used, QueryParameters given)
    {
        var bound = new List<BoundParameter>(used.Count);
        foreach (var (name, parameter) in Named(used))
        {
            if (!TryFind(name, given, out var value))
                return SqlConsoleErrors.ParameterMissing(name);
            bound.Add(new BoundParameter(name, parameter.Position, 1 + parameter.Name.Length, value));
        }
        return Unused(bound, given) is { } unused ? SqlConsoleErrors.ParameterUnknown(unused) : bound;
    }

    private static IEnumerable<(string Name, StatementParameter Parameter)> Named(IReadOnlyList<StatementParameter> used)
    {
        var unnamed = 0;
        return used.Select(p => (p.Name.Length > 0 ? p.Name : (++unnamed).ToString(CultureInfo.InvariantCulture), p));
    }

    private static bool TryFind(string name, QueryParameters given, out object? value)
    {
        if (given.Named.TryGetValue(name, out value))
            return true;
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place < 1 || place > given.Positional.Count)
            return false;
        value = given.Positional[place - 1];
        return true;
    }

    private static string? Unused(List<BoundParameter> bound, QueryParameters given)
    {
        var names = bound.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        return given.Named.Keys.FirstOrDefault(k => !names.Contains(k))
            ?? Enumerable.Range(1, given.Positional.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)).FirstOrDefault(p => !names.Contains(p));
    }
}
