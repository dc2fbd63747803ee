using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>
/// Whether an expression with a masked value can be left to run and be hidden. It must give one value for one row and must
/// not fail for some values only: an error or the number of rows would tell what the hidden cell does not.
/// </summary>
internal sealed class TotalExpression(StatementView view, Marks marks)
{
    private static readonly FrozenSet<string> Functions = Set(
        "lower upper lcase ucase length len datalength char_length character_length octet_length bit_length trim ltrim rtrim btrim reverse concat " +
        "concat_ws md5 sha1 sha sha2 hex quote quote_literal quotename initcap ascii unicode soundex count count_big " +
        "row_to_json to_json to_jsonb json_build_array jsonb_build_array json_array typeof pg_typeof row array cast exists lateral " +
        "text varchar char character nvarchar nchar");

    /// <summary>These fail for some lengths, so that only their first argument may be masked.</summary>
    private static readonly FrozenSet<string> FirstArgumentOnly = Set("substr substring left right mid");

    private static readonly FrozenSet<string> Compared = Set("coalesce ifnull nullif");

    private static readonly FrozenSet<string> Extremes = Set("min max");

    private static readonly FrozenSet<string> Types = Set("text varchar char character nvarchar nchar json jsonb");

    private static readonly FrozenSet<string> NotHere = Set(
        "DIV MOD REGEXP RLIKE SIMILAR LIKE ILIKE GLOB MATCH OVER FILTER WITHIN ORDER AT COLLATE INTERVAL ESCAPE BETWEEN XOR BINARY VALUES " +
        "FROM SEPARATOR OPERATOR USING PARTITION VARIADIC");

    private static readonly FrozenSet<string> Choices = Set("CASE WHEN THEN ELSE END AND OR NOT IS IN");

    public bool Holds(Span item)
    {
        var (columns, queries) = (0, 0);
        for (var i = item.Start; i < item.End; i++)
        {
            if (QueryShape.IsQuery(view, i))
            {
                queries++;
                i = view.Partner(i);
            }
            else if (!Allowed(i, item.Start))
                return false;
            else if (marks.Own(i) is not null || marks.IsRow(i) || marks.IsAll(i))
                columns++;
        }
        return queries == 0 || (queries == 1 && columns == 0);
    }

    private bool Allowed(int i, int start) => view[i].Kind switch
    {
        TokenKind.Text or TokenKind.Number or TokenKind.Parameter => true,
        TokenKind.Variable => false,
        TokenKind.QuotedName => !view.IsSymbol(i + 1, "("),
        TokenKind.Word => Word(i),
        TokenKind.Symbol => Symbol(i, start),
    };

    // SQL Server converts one side of a comparison, and fails where it cannot.
    private bool Compares => view.Engine != EngineKind.Sqlserver;

    // SQLite takes the other columns from the row that holds the extreme.
    private bool Chooses => view.Engine == EngineKind.Sqlite;

    private bool Symbol(int i, int start) => view[i].Key switch
    {
        "(" or ")" or "[" or "]" or "." or "|" or "$" => true,
        "," => !IsLengthOfMasked(i),
        "*" => marks.IsAll(i) || view.IsSymbol(i - 1, "("),
        "=" => Compares || i == start + 1,
        "<" or ">" => Compares,
        "::" => Types.Contains(view.Name(i + 1)),
        _ => false,
    };

    private bool Word(int i)
    {
        if (view.IsMember(i))
            return !view.IsSymbol(i + 1, "(");
        if (view.IsWord(i, NotHere))
            return false;
        if (view.IsWord(i, Choices))
            return Compares;
        if (view.IsWord(i, "AS") && view.Outer(i) >= 0 && view.Name(view.Outer(i) - 1) == "cast")
            return Types.Contains(view.Name(i + 1));
        var name = view.Name(i);
        return !view.IsSymbol(i + 1, "(") || Functions.Contains(name) || FirstArgumentOnly.Contains(name) || (Compares && Compared.Contains(name))
            || (!Chooses && Extremes.Contains(name));
    }

    private bool IsLengthOfMasked(int comma)
    {
        var open = view.Outer(comma);
        if (open < 0 || !FirstArgumentOnly.Contains(view.Name(open - 1)))
            return false;
        return marks.Touches(new Span(comma, view.Partner(open)));
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
