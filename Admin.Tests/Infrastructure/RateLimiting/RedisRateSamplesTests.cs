using System.Threading.Channels;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;
using Admin.Infrastructure.RateLimiting;
using Admin.Tests.Infrastructure.Redis;
using Admin.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Admin.Tests.Infrastructure.RateLimiting;

/// <summary>Samples between two nodes, on whichever server.</summary>
public abstract class RedisRateSamplesTests(RedisFixture redis)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly OrganizationId _organization = OrganizationId.New();

    [Fact]
    public async Task Publish_OneSample_ReachesThisNodeAtOnceAndTheOtherWhole()
    {
        using var here = await NodeAsync();
        using var there = await NodeAsync();
        var (own, others) = (Listen(here), Listen(there));
        var sample = new RateSample(Times.Now, [new RateTally(_organization, "api_global", "token:1", 3, 1)], [new RateBlock(_organization, "api_global", "ip=2001:db8::/64", "address:2001:db8::/64", Times.Now.AddSeconds(9))]);

        here.Publish(sample);
        var first = await own.ReadAsync().AsTask().WaitAsync(Patience);
        var second = await others.ReadAsync().AsTask().WaitAsync(Patience);

        Assert.Same(sample, first);
        Assert.Equal((sample.At, sample.Tallies.Single(), sample.Blocks.Single()), (second.At, second.Tallies.Single(), second.Blocks.Single()));
        Assert.False(own.TryRead(out _));
    }

    [Fact]
    public async Task Receive_ForeignText_IsIgnored()
    {
        using var here = await NodeAsync();
        var received = Listen(here);
        var connection = await redis.NewConnection().ConnectAsync();

        await connection.GetSubscriber().PublishAsync(RedisChannel.Literal("admin:rate-samples"), "other\n{not json");
        using var there = await NodeAsync();
        there.Publish(new RateSample(Times.Now, [new RateTally(_organization, "api_global", "token:1", 1, 0)], []));

        Assert.Equal(1, (await received.ReadAsync().AsTask().WaitAsync(Patience)).Tallies.Single().Admitted);
    }

    private async Task<RedisRateSamples> NodeAsync()
    {
        var node = new RedisRateSamples(redis.NewConnection(), NullLogger<RedisRateSamples>.Instance);
        await node.ListenAsync();
        return node;
    }

    private ChannelReader<RateSample> Listen(RedisRateSamples node)
    {
        var samples = Channel.CreateUnbounded<RateSample>();
        // Other tests share the server.
        node.Subscribe(s =>
        {
            if (s.Tallies.Any(t => t.Organization == _organization))
                samples.Writer.TryWrite(s);
        });
        return samples.Reader;
    }
}

public sealed class RedisRateSamplesOnGarnetTests(GarnetFixture redis) : RedisRateSamplesTests(redis), IClassFixture<GarnetFixture>;

public sealed class RedisRateSamplesOnRedisServerTests(RedisServerFixture redis) : RedisRateSamplesTests(redis), IClassFixture<RedisServerFixture>;
