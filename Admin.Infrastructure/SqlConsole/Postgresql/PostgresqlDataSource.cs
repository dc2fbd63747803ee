using System.Globalization;
using Admin.Domain.SqlConsole.Engines;
using Npgsql;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>
/// How a connection is made: to the checked address and nowhere else, with the data source's account and nothing found on
/// this machine, unpooled, so that no session knows anything of an earlier one.
/// </summary>
internal static class PostgresqlDataSource
{
    public const string ApplicationName = "admin console";

    // Long enough for a server far away; who waits longer has a wrong address.
    private const int ConnectSeconds = 10;
    // Who waits for a lock is told so, before the time is up.
    private const int LockSeconds = 10;

    /// <param name="limit">When the server itself stops a statement.</param>
    public static NpgsqlDataSource Create(ConnectionTarget target, DatabaseCredentials account, bool readOnly, TimeSpan limit)
    {
        PostgresqlEnvironment.Forget();
        var server = target.Server ?? throw new ArgumentException("PostgreSQL is a server.", nameof(target));
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = server.Endpoint.Address.ToString(),
            Port = server.Endpoint.Port,
            Database = target.Database,
            Username = account.UserName,
            ApplicationName = ApplicationName,
            ClientEncoding = "UTF8",
            Options = Options(readOnly, limit),
            Pooling = false,
            Enlist = false,
            Multiplexing = false,
            Timeout = ConnectSeconds,
            CommandTimeout = 0,
            CancellationTimeout = 2_000,
            MaxAutoPrepare = 0,
            LoadBalanceHosts = false,
            TargetSessionAttributes = "any",
            GssEncryptionMode = GssEncryptionMode.Disable,
            PersistSecurityInfo = false,
            // What a mistake is about goes to the person who made it, masked where masking is asked for.
            IncludeErrorDetail = true,
            SslNegotiation = SslNegotiation.Postgres,
            SslMode = target.Tls.Mode == TlsMode.Off ? SslMode.Disable : SslMode.Require,
            RequireAuth = RequireAuth(target.Tls.Mode),
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        // Also an empty password is a password, or the driver would look for one in the home directory.
        builder.UsePasswordProvider(_ => account.Password.GetText(), (_, _) => ValueTask.FromResult(account.Password.GetText()));
        // Loading the server's types would cost a big query at every opening; values travel as text and need none.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.UseSslClientAuthenticationOptionsCallback(options =>
        {
            options.TargetHost = server.Name;
            // The driver would present a certificate from the home directory.
            options.ClientCertificateContext = null;
            options.RemoteCertificateValidationCallback = ServerCertificate.Check(target.Tls, server.Name);
        });
        return builder.Build();
    }

    // Texts are cut into tokens with standard strings in mind, and values are read in these forms.
    private static string Options(bool readOnly, TimeSpan limit)
    {
        var milliseconds = (long)limit.TotalMilliseconds;
        var locks = Math.Min(milliseconds / 2, LockSeconds * 1_000L);
        return string.Create(CultureInfo.InvariantCulture, $"""
            -c default_transaction_read_only={(readOnly ? "on" : "off")} -c statement_timeout={milliseconds} -c lock_timeout={locks}
            -c idle_in_transaction_session_timeout={milliseconds + 10_000} -c standard_conforming_strings=on -c bytea_output=hex
            -c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=1
            """).ReplaceLineEndings(" ");
    }

    // Kerberos would use an account of this machine; a password must not travel in the clear.
    private static string RequireAuth(TlsMode tls) => tls == TlsMode.Off ? "ScramSHA256,MD5,None" : "ScramSHA256,MD5,Password,None";
}
