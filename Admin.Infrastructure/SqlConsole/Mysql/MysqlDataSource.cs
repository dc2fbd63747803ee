using System.Globalization;
using Admin.Domain.SqlConsole.Engines;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>
/// How a connection is made: to the checked address and nowhere else, without files of this machine, and unpooled, so that no
/// session knows anything of an earlier one.
/// </summary>
internal static class MysqlDataSource
{
    // Long enough for a server far away; who waits longer has a wrong address.
    private const uint ConnectSeconds = 10;
    private const int CancelSeconds = 5;

    public static MySqlDataSource Create(ConnectionTarget target, DatabaseCredentials account, TimeSpan limit)
    {
        var server = target.Server ?? throw new ArgumentException("MySQL is a server.", nameof(target));
        var settings = new MySqlConnectionStringBuilder
        {
            Server = server.Endpoint.Address.ToString(),
            Port = (uint)server.Endpoint.Port,
            Database = target.Database,
            UserID = account.UserName,
            Password = account.Password.GetText(),
            ApplicationName = "admin console",
            ConnectionProtocol = MySqlConnectionProtocol.Sockets,
            SslMode = target.Tls.Mode == TlsMode.Off ? MySqlSslMode.None : MySqlSslMode.Required,
            // A server may not send the client elsewhere, ask it for files, or for a password that only a key from the wire protects.
            ServerRedirectionMode = MySqlServerRedirectionMode.Disabled,
            AllowLoadLocalInfile = false,
            AllowPublicKeyRetrieval = false,
            Pooling = false,
            AutoEnlist = false,
            PersistSecurityInfo = false,
            UseCompression = false,
            // Statements are prepared by the server from a variable (MysqlStatement).
            AllowUserVariables = true,
            AllowZeroDateTime = true,
            TreatTinyAsBoolean = false,
            GuidFormat = MySqlGuidFormat.None,
            // Rows that a change names count, also those that already are as it wants them; so preview and commit agree.
            UseAffectedRows = false,
            ConnectionTimeout = ConnectSeconds,
            CancellationTimeout = CancelSeconds,
            // Only for a server that has fallen silent: both the server and a token end a statement sooner.
            DefaultCommandTimeout = (uint)limit.TotalSeconds + CancelSeconds,
        };
        var builder = new MySqlDataSourceBuilder(settings.ConnectionString);
        if (target.Tls.Mode != TlsMode.Off)
            builder.UseRemoteCertificateValidationCallback(ServerCertificate.Check(target.Tls, server.Name));
        return builder.Build();
    }

    /// <summary>
    /// What a session begins with. Texts are cut into tokens with backslash escapes and double-quoted texts in mind, so the
    /// mode that decides about them is set and not left to the server.
    /// </summary>
    public static string Settings(bool isMariaDb, bool forChange, TimeSpan limit)
    {
        const int MaxLockSeconds = 10;
        // Who waits for a lock is told so, before the time is up.
        var locks = Math.Clamp((int)limit.TotalSeconds / 2, 1, MaxLockSeconds);
        // The server of one name counts seconds, the other milliseconds and only for SELECT.
        var timeout = isMariaDb
            ? string.Create(CultureInfo.InvariantCulture, $"max_statement_time = {limit.TotalSeconds:F3}")
            : string.Create(CultureInfo.InvariantCulture, $"max_execution_time = {(long)limit.TotalMilliseconds}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', SESSION autocommit = 1,
                SESSION lock_wait_timeout = {locks}, SESSION innodb_lock_wait_timeout = {locks}, SESSION {timeout};
            SET SESSION TRANSACTION {(forChange ? "READ WRITE" : "READ ONLY")};
            START TRANSACTION {(forChange ? "READ WRITE" : "READ ONLY")}
            """);
    }
}
