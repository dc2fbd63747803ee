using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.Data.SqlClient;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>
/// A connection of one run's own, with the settings that the guard's parser assumes and one open transaction, which is rolled
/// back unless <see cref="CommitAsync"/> ends it.
/// </summary>
internal sealed class SqlServerSession : IAsyncDisposable
{
    private const int Marker = 50_000;
    private const int MaxNotices = 100;
    private const string RoutedTo = "RoutingDestination";
    private readonly SqlConnection _connection;
    private SqlTransaction? _transaction;

    static SqlServerSession() =>
        // A server may name a partner to turn to when it fails; the driver would keep it in mind for later connections.
        AppContext.SetSwitch("Switch.Microsoft.Data.SqlClient.IgnoreServerProvidedFailoverPartner", true);

    private SqlServerSession(SqlConnection connection) => _connection = connection;

    public string ServerVersion => _connection.ServerVersion;

    public List<string> Notices { get; } = [];

    public static async Task<Result<SqlServerSession>> OpenAsync(ConnectionTarget target, TimeSpan lockTimeout, CancellationToken ct)
    {
        if (target.Credentials is not { } account)
            return SqlConsoleErrors.CredentialsRefused;
        var pin = SqlServerSettings.Pin(target.Tls);
        if (pin.Failed)
            return pin.Error;
        using var certificate = pin.Value;
        using var file = certificate is null ? null : new PinnedFile(certificate);
        SqlServerSession? session = null;
        try
        {
            session = new SqlServerSession(new SqlConnection(SqlServerSettings.For(target, file?.Path).ConnectionString, SqlServerSettings.Credential(account)));
            await session._connection.OpenAsync(ct);
            await session.PrepareAsync(lockTimeout, ct);
            return session;
        }
        catch (Exception e) when (e is SqlException or InvalidOperationException or ArgumentException or OperationCanceledException or IOException)
        {
            if (session is not null)
                await session.DisposeAsync();
            return ct.IsCancellationRequested ? SqlConsoleErrors.Cancelled : SqlServerFailures.OfOpening(e);
        }
    }

    public async Task BeginAsync(CancellationToken ct) => _transaction = (SqlTransaction)await _connection.BeginTransactionAsync(ct);

    /// <summary>Cannot be cancelled: nobody could say then whether the change stands. The driver waits for a while and then gives up.</summary>
    /// <exception cref="SqlException">The server refused, and nothing is changed.</exception>
    public async Task<Result> CommitAsync()
    {
        try
        {
            await _transaction!.CommitAsync(CancellationToken.None);
            return Result.Ok;
        }
        catch (Exception e) when (SqlServerFailures.IsLost(e))
        {
            return SqlConsoleErrors.ChangeUncertain;
        }
    }

    public SqlCommand Command(string text, IEnumerable<BoundParameter> parameters, TimeSpan limit)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = _transaction;
        // 0 would be no limit.
        command.CommandTimeout = Math.Max(1, (int)Math.Ceiling(limit.TotalSeconds));
        foreach (var parameter in parameters.DistinctBy(p => p.Name))
            command.Parameters.Add(SqlServerParameter.Of(parameter));
        return command;
    }

    /// <summary>
    /// Closes. Without a pool that ends the session, and the server takes back what is open, whether or not it can still be told
    /// so; the driver's transaction itself cannot be disposed of once its connection has broken.
    /// </summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    public static string Settings(TimeSpan lockTimeout) => string.Create(CultureInfo.InvariantCulture, $"""
        SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;
        SET NUMERIC_ROUNDABORT, IMPLICIT_TRANSACTIONS, NOCOUNT OFF;
        SET XACT_ABORT ON;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        SET DEADLOCK_PRIORITY LOW;
        SET LOCK_TIMEOUT {(long)lockTimeout.TotalMilliseconds};
        RAISERROR(N'ready', 11, 1);
        """);

    /// <summary>
    /// Sets what statements rely on. The error at its end is our own: only with an error does the driver tell whether the
    /// server has sent it to another host, and there nothing is to run.
    /// </summary>
    private async Task PrepareAsync(TimeSpan lockTimeout, CancellationToken ct)
    {
        await using var command = Command(Settings(lockTimeout), [], TimeSpan.FromSeconds(10));
        try
        {
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (SqlException ready) when (ready.Number == Marker && !ready.Data.Contains(RoutedTo))
        {
            _connection.InfoMessage += (_, e) => Notices.AddRange(e.Errors.Cast<SqlError>().Take(Math.Max(0, MaxNotices - Notices.Count)).Select(n => n.Message));
            return;
        }
        throw new InvalidOperationException("The session is not at the server that was asked for.");
    }

    /// <summary>The driver takes a certificate only as a file.</summary>
    private sealed class PinnedFile : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("admin-sql-");

        public PinnedFile(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
        {
            Path = System.IO.Path.Combine(_directory.FullName, "server.cer");
            File.WriteAllText(Path, certificate.ExportCertificatePem());
        }

        public string Path { get; }

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
