using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Admin.Infrastructure.RateLimiting;

/// <summary>A script called by its hash; sent whole only to a server that does not know it (first call, restart, SCRIPT FLUSH).</summary>
internal sealed class RateLimitScript(string text)
{
#pragma warning disable CA5350 // Redis names scripts by SHA-1; nothing is protected by it.
    private readonly byte[] _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350

    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, arguments);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(text, keys, arguments);
        }
    }
}
