using System.Text;
using Admin.Domain.SqlConsole.Engines;
using MongoDB.Driver;
using MongoDB.Driver.Core.Configuration;
using MongoDB.Driver.Core.Events;
using MongoDB.Driver.Core.Servers;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// The driver's settings for one run: the one checked address, no discovery of other hosts, no retries, no logs or traces of
/// commands. There is no connection string, so there are no options that a data source could bring in.
/// </summary>
internal static class MongoSettings
{
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private const string DefaultAuthenticationDatabase = "admin";

    /// <param name="failed">Told when the server cannot be asked who it is; may be told again.</param>
    public static MongoClientSettings For(ConnectionTarget target, MongoCertificateCheck? certificates, Action<Exception> failed)
    {
        var endpoint = target.Server!.Endpoint;
        return new MongoClientSettings
        {
            ApplicationName = "admin console",
            Scheme = ConnectionStringScheme.MongoDB,
            Server = new MongoServerAddress(endpoint.Address.ToString(), endpoint.Port),
            DirectConnection = true,
            Credential = Credential(target),
            UseTls = certificates is not null,
            SslSettings = certificates is null ? null : new SslSettings { CheckCertificateRevocation = false, ServerCertificateValidationCallback = certificates.Check },
            ConnectTimeout = ConnectTimeout,
            ServerSelectionTimeout = ConnectTimeout,
            HeartbeatTimeout = ConnectTimeout,
            HeartbeatInterval = TimeSpan.FromMinutes(10),
            ServerMonitoringMode = ServerMonitoringMode.Poll,
            // One for the run and one to end it.
            MaxConnectionPoolSize = 2,
            MinConnectionPoolSize = 0,
            RetryReads = false,
            RetryWrites = false,
            MaxAdaptiveRetries = 0,
            EnableOverloadRetargeting = false,
            Compressors = [],
            TracingOptions = new TracingOptions { Disabled = true },
            // A text that is not UTF-8 is shown with replacements rather than not at all.
            ReadEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false),
            // The driver shares clients with equal settings; this delegate is new each time, so each run has one of its own.
            ClusterConfigurator = cluster => cluster
                .ConfigureCluster(c => c.With(endPoints: new[] { (System.Net.EndPoint)endpoint }))
                .Subscribe<ServerHeartbeatFailedEvent>(e => failed(e.Exception)),
        };
    }

    private static MongoCredential? Credential(ConnectionTarget target) => target.Credentials is { } account
        ? MongoCredential.CreateCredential(target.AuthenticationDatabase ?? DefaultAuthenticationDatabase, account.UserName, account.Password.GetText())
        : null;
}
