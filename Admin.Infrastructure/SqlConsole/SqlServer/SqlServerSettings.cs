using System.Globalization;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.Data.SqlClient;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>
/// The driver's settings for one run, made by its typed builder alone: the one checked address over TCP, no pool, no retries,
/// no other host that the driver could turn to, no account of this machine.
/// </summary>
internal static class SqlServerSettings
{
    private const int ConnectSeconds = 10;

    /// <param name="pinned">A file with the one certificate to accept, or null.</param>
    public static SqlConnectionStringBuilder For(ConnectionTarget target, string? pinned)
    {
        var builder = new SqlConnectionStringBuilder
        {
            DataSource = DataSource(target.Server!),
            InitialCatalog = target.Database,
            IntegratedSecurity = false,
            PersistSecurityInfo = false,
            ApplicationName = "admin console",
            // Otherwise the name of this machine goes out.
            WorkstationID = "admin",
            Pooling = false,
            Enlist = false,
            MultipleActiveResultSets = false,
            MultiSubnetFailover = false,
            UserInstance = false,
            // Reading intent would permit the server to send the driver to another host.
            ApplicationIntent = ApplicationIntent.ReadWrite,
            ConnectRetryCount = 0,
            ConnectTimeout = ConnectSeconds,
            Encrypt = target.Tls.Mode == TlsMode.Off ? SqlConnectionEncryptOption.Optional : SqlConnectionEncryptOption.Mandatory,
            TrustServerCertificate = target.Tls.Mode == TlsMode.Encrypt,
        };
        if (target.Tls.Mode == TlsMode.Verify)
            builder.HostNameInCertificate = target.Server!.Name;
        if (pinned is not null)
            builder.ServerCertificate = pinned;
        return builder;
    }

    /// <summary>The account, kept out of the connection string.</summary>
    public static SqlCredential Credential(DatabaseCredentials account)
    {
        var password = new SecureString();
        foreach (var character in account.Password.GetText())
            password.AppendChar(character);
        password.MakeReadOnly();
        return new SqlCredential(account.UserName, password);
    }

    /// <summary>
    /// The certificate that the data source gives. This driver takes no authority: it takes one certificate and accepts a
    /// server that shows exactly that, so more than one is an error.
    /// </summary>
    public static Result<X509Certificate2?> Pin(TlsSettings tls)
    {
        if (tls is not { Mode: TlsMode.Verify, Authority: { } pem })
            return (X509Certificate2?)null;
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates is [var only] ? only : SqlConsoleErrors.TlsFailed;
        }
        catch (CryptographicException)
        {
            return SqlConsoleErrors.TlsFailed;
        }
    }

    private static string DataSource(ServerAddress server)
    {
        var (address, port) = (server.Endpoint.Address, server.Endpoint.Port);
        var host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"tcp:{host},{port}");
    }
}
