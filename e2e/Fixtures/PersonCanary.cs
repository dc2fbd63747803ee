using System.Text;

namespace Admin.E2E.Fixtures;

/// <summary>A person who is planted everywhere and erased: in which forms phone and name could still stand somewhere.</summary>
internal sealed class PersonCanary
{
    /// <summary>The simulator's persona of it reads what it gets and says nothing.</summary>
    public const string Phone = "+5511900009995";
    public const string Digits = "5511900009995";
    public const string Written = "+55 (11) 90000-9995";
    public const string Name = "Zuleide Canarinho";

    private static readonly string[] Texts =
    [
        Digits, "551100009995", "11900009995", "90000-9995", "11 0000-9995", "zuleide", "canarinho",
        // Ids of messages hold the phone so.
        Convert.ToBase64String(Encoding.ASCII.GetBytes(Digits)).TrimEnd('=')[..^1],
    ];

    private static readonly byte[][] Forms = [.. Texts.SelectMany(t => new[] { Encoding.ASCII.GetBytes(t), Encoding.ASCII.GetBytes(t.ToUpperInvariant()), Encoding.Unicode.GetBytes(t) }), Encoding.UTF8.GetBytes(Name), Encoding.UTF8.GetBytes("Zuleide"), Encoding.UTF8.GetBytes("Canarinho")];

    /// <summary>The form in which it is there; null: it is not.</summary>
    public static string? FormIn(ReadOnlySpan<byte> content)
    {
        foreach (var form in Forms)
        {
            if (content.IndexOf(form) >= 0)
                return Encoding.Latin1.GetString(form);
        }

        return null;
    }
}
