using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Sql;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>
/// SQLite asks this about every table, function and pragma while it compiles a statement. Everything that is not plain
/// reading is denied, whatever the guard has said before.
/// </summary>
internal static class SqliteAuthorizer
{
    private static readonly FrozenSet<string> Functions =
        HarmlessFunctions.Sqlite.Concat(["->", "->>"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Pragmas =
        new[] { "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Kept in a field: the native side holds no reference that the collector could see.
    private static readonly strdelegate_authorizer Decide = Authorize;

    public static void Arm(sqlite3 db) => raw.sqlite3_set_authorizer(db, Decide, null);

    private static int Authorize(object user_data, int action_code, string param0, string param1, string dbName, string inner_most_trigger_or_view)
    {
        var allowed = action_code switch
        {
            raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_RECURSIVE => true,
            raw.SQLITE_FUNCTION => Functions.Contains(param1 ?? ""),
            raw.SQLITE_PRAGMA => Pragmas.Contains(param0 ?? ""),
            _ => false,
        };
        return allowed ? raw.SQLITE_OK : raw.SQLITE_DENY;
    }
}
