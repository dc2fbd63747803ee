using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Tests.Infrastructure.Redis;

public sealed class RedisConnectionTests
{
    [Fact]
    public async Task Connect_ServerAway_GivesAConnectionThatStandsOnceItIsBack()
    {
        await using var server = await RedisServer.StartAsync();
        await server.KillAsync();
        var options = Options.Create(new RedisOptions { ConnectionString = server.ConnectionString + ",connectTimeout=500,connectRetry=1" });
        await using var connection = new RedisConnection(options, new EmbeddedRedis(NullLoggerFactory.Instance), NullLogger<RedisConnection>.Instance);

        var redis = await connection.ConnectAsync();
        Assert.Null(connection.Current);
        Assert.NotNull(await new RedisHealth(connection, options).FaultAsync(CancellationToken.None));

        var restored = new TaskCompletionSource();
        redis.ConnectionRestored += (_, e) =>
        {
            if (e.ConnectionType == ConnectionType.Interactive)
                restored.TrySetResult();
        };
        await server.RunAsync();
        await restored.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.NotNull(connection.Current);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("localhost:6379,password=secret", true)]
    [InlineData("password=secret", false)]
    [InlineData("localhost,nonsense=1", false)]
    public void Validate_ConnectionString_NamesItsKeyAndNeverTheValue(string text, bool valid)
    {
        var answer = new RedisOptionsValidator().Validate(null, new RedisOptions { ConnectionString = text });

        Assert.Equal(valid, answer.Succeeded);
        if (!valid)
        {
            Assert.Contains("Redis:ConnectionString", answer.FailureMessage, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", answer.FailureMessage, StringComparison.Ordinal);
        }
    }
}
