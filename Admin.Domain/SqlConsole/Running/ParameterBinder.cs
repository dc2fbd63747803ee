using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>Gives each parameter of a statement its value; refuses what is missing and what is left over.</summary>
internal static class ParameterBinder
{
    public static Result<IReadOnlyList<BoundParameter>> Bind(IReadOnlyList<StatementParameter> used, QueryParameters given)
    {
        var bound = new List<BoundParameter>(used.Count);
        foreach (var parameter in used)
        {
            if (!TryFind(parameter, given, out var value))
                return SqlConsoleErrors.ParameterMissing(parameter.Name);
            bound.Add(new BoundParameter(parameter.Name, parameter.Start, parameter.Length, value));
        }
        return Unused(used, given) is { } unused ? SqlConsoleErrors.ParameterUnknown(unused) : bound;
    }

    private static bool TryFind(StatementParameter parameter, QueryParameters given, out object? value)
    {
        if (given.Named.TryGetValue(parameter.Name, out value))
            return true;
        if (!parameter.IsPositional || Place(parameter.Name) is not (> 0 and var place) || place > given.Positional.Count)
            return false;
        value = given.Positional[place - 1];
        return true;
    }

    private static string? Unused(IReadOnlyList<StatementParameter> used, QueryParameters given)
    {
        var names = used.Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        return given.Named.Keys.FirstOrDefault(k => !names.Contains(k))
            ?? Enumerable.Range(1, given.Positional.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)).FirstOrDefault(p => !names.Contains(p));
    }

    private static int Place(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
}
