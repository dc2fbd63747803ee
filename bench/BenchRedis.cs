using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Admin.Bench;

/// <summary>A redis-server of its own on a free port of this machine, without a file.</summary>
internal sealed class BenchRedis : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConnectionMultiplexer _connection;

    private BenchRedis(Process process, ConnectionMultiplexer connection, int port)
    {
        (_process, _connection) = (process, connection);
        Port = port;
    }

    public int Port { get; }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>CPU time so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<BenchRedis> StartAsync()
    {
        var port = FreePort();
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        var process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        process.BeginOutputReadLine();
        await UntilOpenAsync(port);
        var connection = await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { { "127.0.0.1", port } }, AbortOnConnectFail = false, AllowAdmin = true, ConnectTimeout = 10_000 });
        await connection.GetDatabase().PingAsync();
        return new BenchRedis(process, connection, port);
    }

    /// <summary>Scripts called since its start.</summary>
    public async Task<long> CommandsAsync() => await StatAsync("commandstats", "cmdstat_evalsha", "calls=") + await StatAsync("commandstats", "cmdstat_eval", "calls=");

    /// <summary>Bytes in use.</summary>
    public async Task<long> MemoryAsync() =>
        long.Parse((await InfoAsync("memory")).First(i => i.Key == "used_memory").Value, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<long> StatAsync(string section, string key, string name)
    {
        var stat = (await InfoAsync(section)).FirstOrDefault(i => i.Key == key).Value;
        var value = stat?.Split(',').FirstOrDefault(v => v.StartsWith(name, StringComparison.Ordinal));
        return value is null ? 0 : long.Parse(value.AsSpan(name.Length), CultureInfo.InvariantCulture);
    }

    private async Task<IEnumerable<KeyValuePair<string, string>>> InfoAsync(string section) =>
        (await _connection.GetServers()[0].InfoAsync(section)).SelectMany(g => g);

    // The client waits long before it tries again what was refused once.
    private static async Task UntilOpenAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
