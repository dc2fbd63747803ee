using Admin.Domain.SqlConsole;

namespace Admin.Web.Features.SqlConsole;

/// <summary>Engines as their makers write them; names need no translation.</summary>
internal static class EngineNames
{
    public static string Of(EngineKind engine) => engine switch
    {
        EngineKind.Postgresql => "PostgreSQL",
        EngineKind.Mysql => "MySQL",
        EngineKind.Sqlserver => "SQL Server",
        EngineKind.Sqlite => "SQLite",
        EngineKind.Mongodb => "MongoDB",
    };
}
