using System.Globalization;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Admin.Infrastructure.SqlConsole.Keeping;

/// <summary>
/// Results in Redis: a hash each, its fields the header and the pieces, and per data source a set of what is kept of it. All
/// keys carry the organization's hash tag.
/// </summary>
internal sealed class RedisResultStore(RedisConnection redis, ResultSeal seal, ILogger<RedisResultStore> log) : IResultStore
{
    private const string Count = "n";
    private const int FieldsAtOnce = 16;
    private static readonly TimeSpan SetLife = TimeSpan.FromDays(1);

    public async Task<bool> KeepAsync(ResultKey key, StoredResult result, TimeSpan ttl, CancellationToken ct)
    {
        try
        {
            var db = (await redis.ConnectAsync()).GetDatabase();
            var (name, fresh) = (Name(key), $"{Name(key)}:{Guid.CreateVersion7():N}");
            await WriteAsync(db, fresh, name, result, ct);
            // Complete first, then in its place: a reader never meets half a result.
            await db.KeyExpireAsync(fresh, ttl);
            await db.KeyRenameAsync(fresh, name);
            var set = SetOf(key.Organization, key.Source);
            await db.SetAddAsync(set, name);
            await db.KeyExpireAsync(set, SetLife);
            return true;
        }
        catch (RedisException e)
        {
            log.LogWarning("A result could not be kept: {Failure}", e.Message);
            return false;
        }
    }

    public async Task<StoredResult?> FindAsync(ResultKey key, CancellationToken ct)
    {
        try
        {
            var db = (await redis.ConnectAsync()).GetDatabase();
            var name = Name(key);
            if ((int?)await db.HashGetAsync(name, Count) is not { } count)
                return null;
            var parts = new List<ReadOnlyMemory<byte>>(count);
            for (var at = 0; at < count; at += FieldsAtOnce)
            {
                var fields = Enumerable.Range(at, Math.Min(FieldsAtOnce, count - at)).Select(Field).ToArray();
                foreach (var (value, place) in (await db.HashGetAsync(name, fields)).Select((v, i) => (v, at + i)))
                {
                    if ((byte[]?)value is not { } bytes || seal.Open(name, place, bytes) is not { } open)
                        return null;
                    parts.Add(open);
                }
            }
            return new StoredResult(parts[0].ToArray(), [.. parts.Skip(1)]);
        }
        catch (RedisException e)
        {
            log.LogWarning("A kept result could not be read: {Failure}", e.Message);
            return null;
        }
    }

    public async Task ForgetAsync(OrganizationId organization, DataSourceId source, CancellationToken ct)
    {
        try
        {
            var db = (await redis.ConnectAsync()).GetDatabase();
            var set = SetOf(organization, source);
            var names = await db.SetMembersAsync(set);
            await db.KeyDeleteAsync([set, .. names.Select(n => (RedisKey)(string)n!)]);
        }
        catch (RedisException e)
        {
            // The stamp of a changed data source is part of every cache key, so what stays is found by nobody.
            log.LogWarning("Kept results of data source {DataSource} could not be dropped: {Failure}", source, e.Message);
        }
    }

    private async Task WriteAsync(IDatabase db, string into, string name, StoredResult result, CancellationToken ct)
    {
        var parts = result.Pieces.Prepend(result.Header);
        foreach (var chunk in parts.Select((p, i) => (Bytes: p, Place: i)).Chunk(FieldsAtOnce))
        {
            ct.ThrowIfCancellationRequested();
            await db.HashSetAsync(into, [.. chunk.Select(c => new HashEntry(Field(c.Place), seal.Seal(name, c.Place, c.Bytes.ToArray())))]);
        }
        await db.HashSetAsync(into, Count, result.Pieces.Count + 1);
    }

    private static RedisValue Field(int place) => place.ToString(CultureInfo.InvariantCulture);

    private static string Name(ResultKey key) => $"{{org:{key.Organization.Value:D}}}:result:{key.Source.Value:N}:{key.Name}";

    private static string SetOf(OrganizationId organization, DataSourceId source) => $"{{org:{organization.Value:D}}}:results:{source.Value:N}";
}
