using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>Which tokens mean a sensitive column, a whole row, or all columns.</summary>
internal sealed class Marks(StatementView view, SensitiveNames sensitive, Knowledge known)
{
    /// <summary>In PostgreSQL, <c>row.function</c> calls the function with the row.</summary>
    private static readonly FrozenSet<string> RowFunctions =
        ("row_to_json to_json to_jsonb json_agg jsonb_agg json_agg_strict jsonb_agg_strict json_build_array jsonb_build_array array_agg any_value " +
         "concat quote_literal quote_nullable hstore pg_column_size num_nulls num_nonnulls max min array_to_json count to_xml")
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What can stand behind an asterisk that means all columns; a product goes on with an operand.</summary>
    private static readonly FrozenSet<string> BehindAll =
        "FROM INTO WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR OPTION UNION EXCEPT INTERSECT RETURNING VALUES SELECT USING WHEN"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly string?[] _reasons = Reasons(view, sensitive);

    /// <summary>The reason of a sensitive column's own name.</summary>
    public string? Own(int i) => i >= 0 && i < view.Count ? _reasons[i] : null;

    /// <summary>Whether a token names a sensitive column, itself or by an alias.</summary>
    public bool IsColumn(int i) => Own(i) is not null || (known.IsAlias(view.Name(i)) && !view.IsSymbol(i + 1, "(") && !known.IsPlace(i));

    /// <summary>Whether a token carries whole rows into an expression.</summary>
    public bool IsRow(int i)
    {
        if (view.Engine == EngineKind.Postgresql && view.IsMember(i) && RowFunctions.Contains(view.Name(i)) && !view.IsSymbol(i + 1, "("))
            return true;
        return view.Engine is EngineKind.Postgresql or EngineKind.Sqlite && known.IsRow(view.Name(i)) && !known.IsPlace(i) && !view.IsMember(i)
            && !view.IsLabel(i) && !view.IsSymbol(i + 1, ".") && !view.IsSymbol(i + 1, "(") && !IsField(i);
    }

    /// <summary><c>(row).field</c>, which counts by the field's name.</summary>
    private bool IsField(int i) => view.IsSymbol(i - 1, "(") && (view[i - 2].Kind == TokenKind.Symbol || view.IsWord(i - 2, "SELECT"))
        && view.IsSymbol(i + 1, ")") && view.IsSymbol(i + 2, ".") && !view.IsSymbol(i + 3, "*");

    /// <summary>Whether an asterisk means all columns, other than in count(*).</summary>
    public bool IsAll(int i)
    {
        if (!view.IsSymbol(i, "*"))
            return false;
        if (view.IsMember(i))
            return true;
        var ends = i + 1 >= view.Count || view.IsSymbol(i + 1, ",") || view.IsSymbol(i + 1, ")") || view.IsWord(i + 1, BehindAll);
        var counts = view.IsSymbol(i - 1, "(") && view.Name(i - 2) is "count" or "count_big";
        return ends && !counts && !view.IsWord(view.Outer(i) - 1, "EXISTS");
    }

    public bool Touches(int i) => IsColumn(i) || IsRow(i) || IsAll(i);

    public bool Touches(Span span)
    {
        for (var i = span.Start; i < span.End; i++)
        {
            if (Touches(i))
                return true;
        }
        return false;
    }

    private static string?[] Reasons(StatementView view, SensitiveNames sensitive)
    {
        var reasons = new string?[view.Count];
        for (var i = 0; i < view.Count; i++)
        {
            var name = view.Name(i);
            if (name.Length > 0)
                reasons[i] = sensitive.Find(name) ?? (IsHiddenKey(view, i, name) ? sensitive.Reason : null);
        }
        return reasons;
    }

    /// <summary>Names that stand for the key column of a table, whatever it is called.</summary>
    private static bool IsHiddenKey(StatementView view, int i, string name) => view.Engine switch
    {
        EngineKind.Sqlite => name is "rowid" or "oid" or "_rowid_",
        EngineKind.Mysql => name is "_rowid",
        EngineKind.Sqlserver => view.IsSymbol(i - 1, "$"),
        EngineKind.Postgresql or EngineKind.Mongodb => false,
    };
}
