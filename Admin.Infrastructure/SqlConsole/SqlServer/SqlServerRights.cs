using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>What the account may do that a console's account should not. The functions answer for the account itself and need no right.</summary>
internal static class SqlServerRights
{
    private static readonly string[] ServerRoles = ["sysadmin", "serveradmin", "securityadmin", "setupadmin", "processadmin", "bulkadmin", "diskadmin", "dbcreator"];

    private static readonly string[] ServerRights = ["CONTROL SERVER", "ALTER ANY LOGIN", "IMPERSONATE ANY LOGIN", "ADMINISTER BULK OPERATIONS", "ALTER ANY LINKED SERVER", "ALTER SETTINGS", "SHUTDOWN", "UNSAFE ASSEMBLY"];

    private static readonly string[] DatabaseRoles = ["db_owner", "db_securityadmin", "db_accessadmin", "db_backupoperator", "db_ddladmin"];

    private static readonly string[] DatabaseRights = ["CONTROL", "ALTER ANY USER", "ALTER ANY ROLE", "EXECUTE"];

    private static readonly string[] WritingRoles = ["db_datawriter"];

    private static readonly string[] WritingRights = ["INSERT", "UPDATE", "DELETE"];

    /// <summary>One row for each that the account has, in the server's words.</summary>
    public static string Question(AccessMode mode)
    {
        var roles = mode == AccessMode.ReadOnly ? [.. DatabaseRoles, .. WritingRoles] : DatabaseRoles;
        var rights = mode == AccessMode.ReadOnly ? [.. DatabaseRights, .. WritingRights] : DatabaseRights;
        IEnumerable<string> rows =
        [
            .. ServerRoles.Select(r => $"(N'{r}', IS_SRVROLEMEMBER(N'{r}'))"),
            .. ServerRights.Select(r => $"(N'{r}', HAS_PERMS_BY_NAME(NULL, NULL, N'{r}'))"),
            .. roles.Select(r => $"(N'{r}', IS_ROLEMEMBER(N'{r}'))"),
            .. rights.Select(r => $"(N'{r}', HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'{r}'))"),
        ];
        return $"SELECT r.name FROM (VALUES {string.Join(", ", rows)}) AS r(name, has) WHERE r.has = 1";
    }

    public static async Task<Result<IReadOnlyList<string>>> DangersAsync(SqlServerSession session, AccessMode mode, TimeSpan limit, CancellationToken ct)
    {
        var results = new ResultBuffer(100, 100_000);
        await using var command = session.Command(Question(mode), [], limit);
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, ct);
        var read = await SqlServerRows.ReadAsync(command, reader, results, ct);
        return read.Failed ? read.Error : results.Rows.Select(r => (string)r[0]!).ToList();
    }

    /// <summary>Makes an account that may read this one database and see plans in it.</summary>
    public static string SafeAccount(string database) => $"""
        CREATE LOGIN [admin_console] WITH PASSWORD = N'<a long random password>';
        USE [{database.Replace("]", "]]", StringComparison.Ordinal)}];
        CREATE USER [admin_console] FOR LOGIN [admin_console];
        ALTER ROLE db_datareader ADD MEMBER [admin_console];
        GRANT SHOWPLAN TO [admin_console];
        """;
}
