using System.Globalization;
using System.Text.RegularExpressions;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>The server names no offset: it quotes what follows the fault and tells its line, or quotes the name it does not know.</summary>
internal static class MysqlPlace
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Zero-based offset in the original, or null.</summary>
    public static int? Find(string message, SentStatement sent)
    {
        var near = Near.Match(message);
        if (near.Success)
            return AfterLine(sent, near.Groups["text"].Value, int.Parse(near.Groups["line"].Value, CultureInfo.InvariantCulture));
        var unknown = Unknown.Match(message);
        return unknown.Success ? OnlyPlace(sent, unknown.Groups["name"].Value.Split('.')[^1]) : null;
    }

    private static int? AfterLine(SentStatement sent, string quoted, int line)
    {
        var from = 0;
        for (var i = 1; i < line && from >= 0; i++)
            from = sent.Text.IndexOf('\n', from) + 1;
        var at = quoted.Length == 0 ? sent.Text.Length : sent.Text.IndexOf(quoted, from, StringComparison.Ordinal);
        return at < 0 ? null : sent.OriginalOffset(at);
    }

    // A word that stands once is the place.
    private static int? OnlyPlace(SentStatement sent, string name)
    {
        var at = sent.Text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && sent.Text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase) < 0 ? sent.OriginalOffset(at) : null;
    }

    private static Regex Near { get; } = new(
        "near '(?<text>.*)' at line (?<line>[0-9]+)$", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);

    private static Regex Unknown { get; } =
        new("^(?:Unknown column|Table|FUNCTION|Unknown table) '?(?<name>[^' ]+)'? ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
}
