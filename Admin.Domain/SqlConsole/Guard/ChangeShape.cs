using System.Runtime.InteropServices;

namespace Admin.Domain.SqlConsole.Guard;

/// <summary>
/// What a plain UPDATE or DELETE of one table touches, for a preview: rows of <paramref name="Target"/> (as written, with its
/// schema), called <paramref name="Alias"/> if it has one, for which <paramref name="Where"/> holds. An UPDATE's
/// <paramref name="Assignments"/> are listed when each is <c>column = value</c>, else the list is empty.
/// </summary>
public sealed record ChangeShape(QueryType Kind, TextSpan Target, TextSpan? Alias, TextSpan Where, IReadOnlyList<Assignment> Assignments);

/// <summary><c>column = value</c> of an UPDATE.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Assignment(TextSpan Column, TextSpan Value);
