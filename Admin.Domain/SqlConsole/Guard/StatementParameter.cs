namespace Admin.Domain.SqlConsole.Guard;

/// <summary>
/// One place of a parameter in a statement. <paramref name="Name"/> is without its sign, the number for <c>$1</c> and <c>?1</c>,
/// and empty for a bare <c>?</c>; <paramref name="Position"/> is the zero-based offset of the sign.
/// </summary>
public readonly record struct StatementParameter(string Name, int Position, char Sign);
