using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Admin.Tests.Infrastructure.Redis;

/// <summary>The distribution's redis-server on a free loopback port, in a directory of its own, gone with the test class.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Binary = "/usr/bin/redis-server";

    private readonly string _directory = Directory.CreateTempSubdirectory("admin-redis-").FullName;
    private readonly int _port;
    private Process? _process;

    private RedisServer(int port) => _port = port;

    public static bool IsInstalled => File.Exists(Binary);

    public string ConnectionString => $"127.0.0.1:{_port},connectTimeout=2000,allowAdmin=true";

    public static async Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(IsInstalled, "redis-server is not installed");
        var server = new RedisServer(FreePort());
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts the process (again, on the same port) and waits until it answers.</summary>
    public async Task RunAsync()
    {
        var start = new ProcessStartInfo(Binary) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = _directory };
        foreach (var argument in new[] { "--port", _port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", _directory })
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("redis-server ended before it was ready.");
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
