using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Redis;

/// <summary>A Redis that tests of a class share. What must hold on both servers is tested on both.</summary>
public abstract class RedisFixture : IAsyncLifetime
{
    private readonly List<RedisConnection> _connections = [];

    /// <summary>A connection of its own, as another node would have.</summary>
    public RedisConnection NewConnection()
    {
        var connection = MakeConnection();
        _connections.Add(connection);
        return connection;
    }

    public abstract ValueTask InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract RedisConnection MakeConnection();

    protected abstract ValueTask StopAsync();
}

/// <summary>The Redis inside the process.</summary>
public sealed class GarnetFixture : RedisFixture
{
    private readonly EmbeddedRedis _redis = new(NullLoggerFactory.Instance);

    public override async ValueTask InitializeAsync() => await _redis.StartAsync(CancellationToken.None);

    protected override RedisConnection MakeConnection() =>
        new(Options.Create(new RedisOptions()), _redis, NullLogger<RedisConnection>.Instance);

    protected override ValueTask StopAsync() => _redis.DisposeAsync();
}

/// <summary>The distribution's redis-server; every test of the class is skipped, visibly, where there is none.</summary>
public sealed class RedisServerFixture : RedisFixture
{
    private RedisServer? _server;

    public override async ValueTask InitializeAsync()
    {
        if (RedisServer.IsInstalled)
            _server = await RedisServer.StartAsync();
    }

    protected override RedisConnection MakeConnection()
    {
        Assert.SkipWhen(_server is null, "redis-server is not installed");
        return new(Options.Create(new RedisOptions { ConnectionString = _server.ConnectionString }), new EmbeddedRedis(NullLoggerFactory.Instance), NullLogger<RedisConnection>.Instance);
    }

    protected override ValueTask StopAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
