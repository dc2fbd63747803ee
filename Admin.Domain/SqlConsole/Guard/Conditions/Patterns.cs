namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>Patterns that match every text.</summary>
internal static class Patterns
{
    /// <summary>Whether a literal, as it stands in the statement with its quotes, is such a pattern for the operator.</summary>
    public static bool MatchesAll(string operation, ReadOnlySpan<char> literal)
    {
        var content = literal.TrimStart("NnEe_").Trim("'\"");
        return operation switch
        {
            "LIKE" or "ILIKE" or "~~" or "~~*" or "!~~" or "!~~*" => content.Contains('%') && content.IndexOfAnyExcept('%', '_') < 0,
            "SIMILAR" => content is "%" or "%%",
            "GLOB" => content.Contains('*') && content.IndexOfAnyExcept('*', '?') < 0,
            "REGEXP" or "RLIKE" or "~" or "~*" or "!~" or "!~*" => content.Trim("^$") is "" or "." or ".*" or ".+" or ".*?" or "(.*)",
            _ => false,
        };
    }
}
