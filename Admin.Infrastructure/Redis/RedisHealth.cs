using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Infrastructure.Redis;

/// <summary>Whether Redis answers. The application runs on without it, degraded.</summary>
public sealed class RedisHealth(RedisConnection connection, IOptions<RedisOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public bool IsEmbedded => options.Value.IsEmbedded;

    /// <summary>Null when well; otherwise a word on what is wrong, without address or password.</summary>
    public async Task<string?> FaultAsync(CancellationToken ct)
    {
        if (connection.Current is not { } redis)
            return "not connected";
        try
        {
            await redis.GetDatabase().PingAsync().WaitAsync(Patience, ct);
            return null;
        }
        catch (RedisException)
        {
            return "the connection failed";
        }
        catch (TimeoutException)
        {
            // RedisTimeoutException is one too, and no RedisException.
            return "no answer in time";
        }
    }
}
