using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Sql;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>
/// SQLite asks this about every table, function and pragma while it compiles a statement. Everything that is not plain
/// reading (or, for a change, a change of rows) is denied, whatever the guard has said before.
/// </summary>
internal static class SqliteAuthorizer
{
    private static readonly FrozenSet<string> Functions =
        HarmlessFunctions.Sqlite.Concat(["->", "->>"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Pragmas =
        new[] { "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Kept in fields: the native side holds no reference that the collector could see.
    public static readonly strdelegate_authorizer ForReading = (_, action, first, second, _, _) => Answer(Reads(action, first, second));

    public static readonly strdelegate_authorizer ForChanging = (_, action, first, second, _, _) => Answer(Reads(action, first, second) || Changes(action, first));

    public static void Disarm(sqlite3 db) => raw.sqlite3_set_authorizer(db, (strdelegate_authorizer?)null, null);

    private static bool Reads(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_RECURSIVE => true,
        raw.SQLITE_FUNCTION => Functions.Contains(second ?? ""),
        raw.SQLITE_PRAGMA => Pragmas.Contains(first ?? ""),
        _ => false,
    };

    // The schema is a table too; a changed row there is a changed schema.
    private static bool Changes(int action, string? table) =>
        action is raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE && table?.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) == false;

    private static int Answer(bool allowed) => allowed ? raw.SQLITE_OK : raw.SQLITE_DENY;
}
