using System.Threading.Channels;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Live;
using Admin.Infrastructure.Redis;
using Admin.Tests.Infrastructure.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Tests.Infrastructure.Live;

public abstract class RedisLiveChannelTests(RedisFixture redis)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly LiveNote _note = new("campaigns", OrganizationId.New(), "subject");

    [Fact]
    public async Task Publish_OnAnotherNode_ArrivesOnceWithAllItsParts()
    {
        using var here = await NodeAsync();
        using var there = await NodeAsync();
        var received = Listen(there);

        here.Publish(_note);
        here.Publish(_note with { Topic = "last" });

        Assert.Equal(_note, await received.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal("last", (await received.ReadAsync().AsTask().WaitAsync(Patience)).Topic);
    }

    [Fact]
    public async Task Publish_OnTheSameNode_ArrivesOnceDespiteTheEcho()
    {
        using var here = await NodeAsync();
        using var there = await NodeAsync();
        var received = Listen(here);

        here.Publish(_note);
        // Comes behind the echo on the same wire.
        there.Publish(_note with { Topic = "last" });

        Assert.Equal(_note, await received.ReadAsync().AsTask().WaitAsync(Patience));
        Assert.Equal("last", (await received.ReadAsync().AsTask().WaitAsync(Patience)).Topic);
    }

    [Fact]
    public async Task Subscribe_Disposed_IsNotCalledAnyMore()
    {
        using var here = await NodeAsync();
        var calls = 0;
        here.Subscribe(_ => calls++).Dispose();

        here.Publish(_note);

        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Receive_ForeignText_IsIgnored()
    {
        using var here = await NodeAsync();
        var received = Listen(here);
        var connection = await redis.NewConnection().ConnectAsync();

        await connection.GetSubscriber().PublishAsync(RedisChannel.Literal("admin:live"), "not\na note");
        await connection.GetSubscriber().PublishAsync(RedisChannel.Literal("admin:live"), "other\n" + LiveNoteText.Write(_note));

        Assert.Equal(_note, await received.ReadAsync().AsTask().WaitAsync(Patience));
    }

    private async Task<RedisLiveChannel> NodeAsync()
    {
        var node = new RedisLiveChannel(redis.NewConnection(), NullLogger<RedisLiveChannel>.Instance);
        await node.ListenAsync();
        return node;
    }

    private static ChannelReader<LiveNote> Listen(RedisLiveChannel channel)
    {
        var notes = Channel.CreateUnbounded<LiveNote>();
        channel.Subscribe(n => notes.Writer.TryWrite(n));
        return notes.Reader;
    }
}

public sealed class RedisLiveChannelOnGarnetTests(GarnetFixture redis) : RedisLiveChannelTests(redis), IClassFixture<GarnetFixture>;

public sealed class RedisLiveChannelOnRedisServerTests(RedisServerFixture redis) : RedisLiveChannelTests(redis), IClassFixture<RedisServerFixture>;

public sealed class RedisLiveChannelWithoutRedisTests
{
    [Fact]
    public async Task Publish_RedisAway_StillReachesThisNode()
    {
        await using var connection = new RedisConnection(
            Options.Create(new RedisOptions { ConnectionString = "127.0.0.1:1,connectTimeout=200,connectRetry=1" }),
            new EmbeddedRedis(NullLoggerFactory.Instance),
            NullLogger<RedisConnection>.Instance);
        using var channel = new RedisLiveChannel(connection, NullLogger<RedisLiveChannel>.Instance);
        var received = new List<LiveNote>();
        channel.Subscribe(received.Add);
        var note = new LiveNote("campaigns", OrganizationId.New());

        channel.Publish(note);

        Assert.Equal(note, Assert.Single(received));
    }
}
