using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;
using Garnet.server;
using Garnet.server.Auth.Settings;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Admin.Infrastructure.Redis;

/// <summary>
/// A Redis inside this process (Garnet): loopback only, a random port, a random password, nothing on disk.
/// It forgets everything when it stops, so only what may be forgotten is kept in it.
/// </summary>
public sealed class EmbeddedRedis(ILoggerFactory loggers) : IAsyncDisposable
{
    private const int PortAttempts = 5;

    // One endless script would hold its connection, and the stop, for ever.
    private static readonly TimeSpan ScriptTimeout = TimeSpan.FromSeconds(1);

    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
    private readonly ILogger _log = loggers.CreateLogger<EmbeddedRedis>();
    private GarnetServer? _server;
    private IPEndPoint? _endPoint;

    public bool IsRunning => _server is not null;

    public IPEndPoint EndPoint => _endPoint ?? throw new InvalidOperationException("The embedded Redis has not been started.");

    /// <summary>How to connect to it.</summary>
    public ConfigurationOptions Configuration => new() { EndPoints = { EndPoint }, Password = _password };

    public Task StartAsync(CancellationToken ct) => Task.Run(Start, ct);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is not { } server)
            return;
        await Task.Run(server.Dispose);
        _log.LogDebug("Embedded Redis stopped");
    }

    private void Start()
    {
        if (_server is not null)
            throw new InvalidOperationException("The embedded Redis runs already.");
        for (var attempt = 1; ; attempt++)
        {
            var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
            var server = new GarnetServer(Options(endPoint), loggerFactory: new QuietLoggers(loggers));
            try
            {
                server.Start();
                (_server, _endPoint) = (server, endPoint);
                _log.LogInformation("Embedded Redis listens on {EndPoint}", endPoint);
                return;
            }
            catch (SocketException) when (attempt < PortAttempts)
            {
                // Somebody took the port between looking and binding.
                server.Dispose();
            }
        }
    }

    private GarnetServerOptions Options(IPEndPoint endPoint) => new()
    {
        EndPoints = [endPoint],
        AuthSettings = new PasswordAuthenticationSettings(_password),
        LogMemorySize = "32m",
        PageSize = "1m",
        SegmentSize = "8m",
        IndexMemorySize = "1m",
        QuietMode = true,
        EnableLua = true,
        // Without it a script's commands interleave with other clients' (docs/adr).
        LuaTransactionMode = true,
        LuaOptions = new LuaOptions(LuaMemoryManagementMode.Native, string.Empty, ScriptTimeout, LuaLoggingMode.Enable, []),
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
