using Admin.Domain.SqlConsole.Guard.Mongo;
using Admin.Domain.SqlConsole.Guard.Sql;
using Admin.Domain.SqlConsole.Guard.SqlServer;

namespace Admin.Domain.SqlConsole.Guard;

/// <summary>
/// The one gate every statement passes, whatever path it comes by. It allows shapes rather than forbids words, refuses on
/// doubt, never throws on any text, and cannot be switched off. It is a rail: behind it stand the engine's own read-only
/// mode and the rights of the database account.
/// </summary>
public sealed class StatementGuard(ITransactSqlParser transactSql)
{
    private readonly SqlGuard _postgresql = new(Dialect.Postgresql);
    private readonly SqlGuard _mysql = new(Dialect.Mysql);
    private readonly SqlGuard _sqlite = new(Dialect.Sqlite);
    private readonly SqlServerGuard _sqlserver = new(transactSql);

    public Verdict Check(EngineKind engine, string? text, AccessMode mode)
    {
        text ??= "";
        return engine switch
        {
            EngineKind.Postgresql => _postgresql.Check(text, mode),
            EngineKind.Mysql => _mysql.Check(text, mode),
            EngineKind.Sqlserver => _sqlserver.Check(text, mode),
            EngineKind.Sqlite => _sqlite.Check(text, mode),
            EngineKind.Mongodb => MongoGuard.Check(text, mode),
        };
    }
}
