using System.Text;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>Names as statements write them.</summary>
internal static class MysqlName
{
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>The parts of a written name: <c>shop.`order``s`</c> is shop and order`s.</summary>
    public static IReadOnlyList<string> Parts(string written)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < written.Length; i++)
        {
            var c = written[i];
            if (quoted && c == '`' && i + 1 < written.Length && written[i + 1] == '`')
                part.Append(written[++i]);
            else if (c == '`')
                quoted = !quoted;
            else if (!quoted && c == '.')
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
            }
            else
                part.Append(c);
        }
        parts.Add(part.ToString().Trim());
        return parts;
    }

    /// <summary>Every word of a text that may be a name, whatever it is there.</summary>
    public static HashSet<string> Words(string text)
    {
        const int MaxLength = 64;
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pieces = text.Split('`');
        foreach (var piece in pieces.Where(p => p.Length is > 0 and <= MaxLength))
            words.Add(piece);
        foreach (var piece in pieces)
        {
            var start = -1;
            for (var i = 0; i <= piece.Length; i++)
            {
                var inside = i < piece.Length && (char.IsLetterOrDigit(piece[i]) || piece[i] is '_' or '$' || piece[i] > 127);
                if (inside && start < 0)
                    start = i;
                if (inside || start < 0)
                    continue;
                if (i - start <= MaxLength)
                    words.Add(piece[start..i]);
                start = -1;
            }
        }
        return words;
    }
}
