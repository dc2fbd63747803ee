using System.Runtime.InteropServices;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>Tokens from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Span(int Start, int End)
{
    public bool IsEmpty => Start >= End;
}
