using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Engines.Changes;

/// <summary>The same rows before and after a change, in the same order and with the same columns.</summary>
/// <param name="Before">Empty for an INSERT.</param>
/// <param name="After">Empty for a DELETE, and where the table has no key to find the rows again.</param>
public sealed record ChangeSample(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<object?[]> Before, IReadOnlyList<object?[]> After);
