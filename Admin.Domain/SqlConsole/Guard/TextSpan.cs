using System.Runtime.InteropServices;

namespace Admin.Domain.SqlConsole.Guard;

/// <summary>A part of a statement: zero-based offset and length in characters of the original text.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The part itself.</summary>
    public string Of(string text) => text.Substring(Start, Length);
}
