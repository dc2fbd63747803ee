using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>Words with a meaning of their own inside a condition.</summary>
internal static class ConditionWords
{
    /// <summary>Values that are the same for every row.</summary>
    public static FrozenSet<string> Constants { get; } = Set(
        "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_USER SESSION_USER SYSTEM_USER USER CURRENT_ROLE " +
        "CURRENT_CATALOG CURRENT_SCHEMA UTC_DATE UTC_TIME UTC_TIMESTAMP");

    /// <summary>Words that can only stand before or behind a value, never be one.</summary>
    public static FrozenSet<string> Never { get; } = Set(
        "AND OR XOR NOT IS IN LIKE ILIKE BETWEEN REGEXP RLIKE ESCAPE WHERE FROM SELECT SET ON USING GROUP ORDER HAVING LIMIT OFFSET RETURNING UNION " +
        "EXCEPT INTERSECT FETCH WINDOW INSERT UPDATE DELETE MERGE WHEN THEN ELSE END AS ASC DESC BY FOR OPTION OUTPUT DIV JOIN INTO VALUES");

    /// <summary>Functions whose first argument is the name of a unit.</summary>
    public static FrozenSet<string> UnitFirst { get; } = Set(
        "EXTRACT DATEADD DATEDIFF DATEDIFF_BIG DATEPART DATENAME DATETRUNC DATE_BUCKET TIMESTAMPADD TIMESTAMPDIFF GET_FORMAT TRIM");

    /// <summary>Words between the arguments of a call.</summary>
    public static FrozenSet<string> BetweenArguments { get; } = Set("FROM FOR USING IN ORDER BY ASC DESC DISTINCT ALL SEPARATOR PLACING LEADING TRAILING BOTH VARIADIC");

    /// <summary>Words that compare a value with a pattern.</summary>
    public static FrozenSet<string> Patterns { get; } = Set("LIKE ILIKE REGEXP RLIKE GLOB MATCH");

    /// <summary>What may follow the condition of a change.</summary>
    public static FrozenSet<string> Behind { get; } = Set("RETURNING ORDER LIMIT OFFSET OPTION");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
