using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Infrastructure.Redis;

/// <summary>
/// The one connection of this node, to the embedded Redis or to the configured one. Made at first use, in the background where
/// wanted: a Redis that is away neither stops nor delays the start, and is connected to when it comes.
/// </summary>
public sealed class RedisConnection(IOptions<RedisOptions> options, EmbeddedRedis embedded, ILogger<RedisConnection> log) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<IConnectionMultiplexer>? _connecting;

    /// <summary>The connection if it has been made and stands, without waiting for it; begins making it otherwise.</summary>
    public IConnectionMultiplexer? Current => ConnectAsync() is { IsCompletedSuccessfully: true, Result: { IsConnected: true } connection } ? connection : null;

    /// <summary>The connection. It may not stand (yet): a Redis that is away fails the single command, not this.</summary>
    public Task<IConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connecting is null or { IsFaulted: true })
                _connecting = Task.Run(MakeAsync);
            return _connecting;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connecting is { IsCompletedSuccessfully: true } connecting)
            await (await connecting).DisposeAsync();
    }

    private async Task<IConnectionMultiplexer> MakeAsync()
    {
        var configuration = options.Value.IsEmbedded ? embedded.Configuration : ConfigurationOptions.Parse(options.Value.ConnectionString!);
        configuration.AbortOnConnectFail = false;
        configuration.ClientName = "admin";
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        connection.ConnectionFailed += (_, e) => log.LogWarning("Redis connection {Kind} failed: {Failure}", e.ConnectionType, e.FailureType);
        connection.ConnectionRestored += (_, e) => log.LogInformation("Redis connection {Kind} restored", e.ConnectionType);
        return connection;
    }
}
