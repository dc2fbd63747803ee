namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>What the parts of a query need of the whole, because queries nest.</summary>
internal interface IQueryRules
{
    void Query(Span query, QueryRole role);

    void Condition(Span tokens, Clause clause);
}

/// <summary>Where the values of a query go.</summary>
internal enum QueryRole
{
    /// <summary>To the reader.</summary>
    Result,

    /// <summary>To the query around, under the names of its columns.</summary>
    Source,

    /// <summary>Into one item of a select list.</summary>
    Value,

    /// <summary>Into a condition, or anywhere else where they are compared.</summary>
    Operand,

    /// <summary>Nowhere; only whether there are rows.</summary>
    Exists,
}

internal enum Clause
{
    Where,
    On,
    Set,
    Other,
}
