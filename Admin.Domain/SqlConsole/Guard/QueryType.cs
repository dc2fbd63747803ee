namespace Admin.Domain.SqlConsole.Guard;

/// <summary>What a statement does, as far as the guard could tell.</summary>
public enum QueryType
{
    Unknown,
    Select,
    Values,
    Table,
    Show,
    Describe,
    Explain,
    Insert,
    Update,
    Delete,
    Merge,
    Replace,
    Ddl,
    Transaction,
    Other,
    Find,
    Aggregate,
    Count,
    Distinct,
}
