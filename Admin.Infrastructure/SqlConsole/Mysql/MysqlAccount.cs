using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>What the account may do beyond reading, and the statements that make one that may not.</summary>
internal static class MysqlAccount
{
    private static readonly string[] Harmless = ["USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES"];
    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE"];

    public static async Task<Result<ConnectionReport>> AskAsync(MysqlSession session, ConnectionTarget target, TimeSpan opened, CancellationToken ct)
    {
        var grants = await RowsAsync(session, "SHOW GRANTS", ct);
        var status = await RowsAsync(session, "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_version', 'Ssl_cipher')", ct);
        var tls = status.ToDictionary(r => r[0], r => r[1], StringComparer.OrdinalIgnoreCase);
        var cipher = tls.GetValueOrDefault("Ssl_cipher", "");
        return new ConnectionReport(
            opened,
            session.ServerVersion,
            cipher.Length == 0 ? null : $"{tls.GetValueOrDefault("Ssl_version")} {cipher}",
            [.. grants.SelectMany(g => Dangers(g[0], target.Mode)).Distinct()],
            SafeAccount(target));
    }

    /// <summary>The rights of one line of SHOW GRANTS that go beyond reading; those on one database are named with it.</summary>
    internal static IEnumerable<string> Dangers(string grant, AccessMode mode)
    {
        var on = grant.IndexOf(" ON ", StringComparison.Ordinal);
        if (!grant.StartsWith("GRANT ", StringComparison.Ordinal) || on < 0)
            yield break;
        var to = grant.IndexOf(" TO ", on, StringComparison.Ordinal);
        var where = to < 0 ? grant[(on + 4)..] : grant[(on + 4)..to];
        var suffix = where == "*.*" ? "" : $" on {where}";
        foreach (var right in Rights(grant["GRANT ".Length..on]))
        {
            if (!Harmless.Contains(right) && (mode == AccessMode.ReadOnly || !Writing.Contains(right)))
                yield return right + suffix;
        }
        if (grant.EndsWith("WITH GRANT OPTION", StringComparison.Ordinal))
            yield return "GRANT OPTION" + suffix;
    }

    // "SELECT (id, name), INSERT": rights on columns keep theirs in brackets.
    private static IEnumerable<string> Rights(string list)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && list[i] == '(')
                depth++;
            if (i < list.Length && list[i] == ')')
                depth--;
            if (i < list.Length && (list[i] != ',' || depth > 0))
                continue;
            yield return list[start..i].Split('(')[0].Trim();
            start = i + 1;
        }
    }

    private static string SafeAccount(ConnectionTarget target)
    {
        // In a GRANT the signs _ and % of a database's name stand for others.
        var name = target.Database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        var database = MysqlName.Quote(name.Replace("%", "\\%", StringComparison.Ordinal));
        var tls = target.Tls.Mode == TlsMode.Off ? "" : " REQUIRE SSL";
        return $"CREATE USER 'admin_console'@'%' IDENTIFIED BY '<password>'{tls};\nGRANT SELECT, SHOW VIEW ON {database}.* TO 'admin_console'@'%';";
    }

    private static async Task<IReadOnlyList<string[]>> RowsAsync(MysqlSession session, string sql, CancellationToken ct)
    {
        var rows = new List<string[]>();
        await using var command = new MySqlCommand(sql, session.Connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
