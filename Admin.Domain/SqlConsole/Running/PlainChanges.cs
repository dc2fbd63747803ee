using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>What the guard has read of a change, cut out of the statement for the engine that shows its rows.</summary>
internal static class PlainChanges
{
    public static PlainChange? Of(string statement, ChangeShape? shape, IReadOnlyList<BoundParameter> parameters) => shape is null
        ? null
        : new PlainChange(
            shape.Kind == QueryType.Delete,
            shape.Target.Of(statement),
            shape.Alias?.Of(statement),
            shape.Where.Of(statement),
            [.. parameters.Where(p => p.Start >= shape.Where.Start && p.Start < shape.Where.Start + shape.Where.Length).Select(p => p with { Start = p.Start - shape.Where.Start })]);
}
