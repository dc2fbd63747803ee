namespace Admin.Domain.SqlConsole;

/// <summary>The engines a data source can have. The names are the contract's, in lower case.</summary>
public enum EngineKind
{
    Postgresql,
    Mysql,
    Sqlserver,
    Sqlite,
    Mongodb,
}
