using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Tests.Infrastructure.Redis;

public sealed class EmbeddedRedisTests : IAsyncLifetime
{
    private readonly EmbeddedRedis _redis = new(NullLoggerFactory.Instance);

    public async ValueTask InitializeAsync() => await _redis.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public void Start_Always_ListensOnLoopbackOnly() => Assert.Equal("127.0.0.1", _redis.EndPoint.Address.ToString());

    [Fact]
    public async Task Connect_WithoutThePassword_IsRefused()
    {
        var stranger = new ConfigurationOptions { EndPoints = { _redis.EndPoint }, ConnectRetry = 0, ConnectTimeout = 2000 };

        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(stranger));
    }

    [Fact]
    public async Task Script_AddingToOneKeyFromManyConnections_LosesNothing()
    {
        const int Connections = 4;
        const int Rounds = 200;
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ConnectionMultiplexer.ConnectAsync(_redis.Configuration)));
        const string Script = "local n = tonumber(redis.call('GET', KEYS[1]) or '0') redis.call('SET', KEYS[1], n + 1) return n + 1";

        await Task.WhenAll(connections.Select(async c =>
        {
            for (var i = 0; i < Rounds; i++)
                await c.GetDatabase().ScriptEvaluateAsync(Script, ["counted"]);
        }));

        Assert.Equal(Connections * Rounds, (int)await connections[0].GetDatabase().StringGetAsync("counted"));
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_Twice_DoesNothingMore()
    {
        await _redis.DisposeAsync();
        await _redis.DisposeAsync();

        Assert.False(_redis.IsRunning);
    }

    [Fact]
    public async Task Health_OfARunningServer_FindsNoFault()
    {
        var options = Options.Create(new RedisOptions());
        await using var connection = new RedisConnection(options, _redis, NullLogger<RedisConnection>.Instance);
        await connection.ConnectAsync();

        Assert.Null(await new RedisHealth(connection, options).FaultAsync(CancellationToken.None));
    }
}
