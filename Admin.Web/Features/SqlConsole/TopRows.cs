using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Web.Features.SqlConsole;

/// <summary>The statement behind "select top 100". The names come quoted from the engine.</summary>
internal static class TopRows
{
    public static string Of(EngineKind engine, SchemaTable table) => engine switch
    {
        EngineKind.Sqlserver => $"SELECT TOP (100) *\nFROM {table.QuotedName}",
        EngineKind.Mongodb => $"{table.QuotedName}.find({{}}).limit(100)",
        _ => $"SELECT *\nFROM {table.QuotedName}\nLIMIT 100",
    };
}
