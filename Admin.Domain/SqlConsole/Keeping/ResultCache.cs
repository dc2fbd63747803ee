using System.Security.Cryptography;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Keeping;

/// <summary>
/// Results that several people may have without asking the database again. Rights, hours, guard and limits have been asked
/// before; the key holds everything else that a result depends on, and a caller's own key is added to it, never put in its place.
/// </summary>
public sealed class ResultCache(IResultStore store, IAdminDb adminDb, TimeProvider time)
{
    /// <summary>Null for what is not cached; then the answer says why.</summary>
    internal async Task<CacheEntry> EntryAsync(RunPlan plan, CacheWish wish, CancellationToken ct)
    {
        if (Uncacheable(plan) is { } why)
            return new CacheEntry(null, wish.Ttl, plan.Mask?.Fingerprint ?? MaskProfile.SeesAll.Fingerprint, null, why);
        var key = new ResultKey(plan.Source.OrganizationId, plan.Source.Id, $"cache:{await HashAsync(plan, wish, ct)}");
        var mask = plan.Mask?.Fingerprint ?? MaskProfile.SeesAll.Fingerprint;
        if (wish.Refresh || await store.FindAsync(key, ct) is not { } stored)
            return new CacheEntry(key, wish.Ttl, mask, null, null);
        var header = ResultHeader.Read(stored);
        var found = header.Unpack(stored) with { Id = plan.Id, Cached = new CacheStay(header.Since, header.Until) };
        return new CacheEntry(key, wish.Ttl, mask, found, null);
    }

    internal async Task<Result<RunAnswer>> KeepAsync(CacheEntry entry, RunAnswer answer)
    {
        if (entry.Key is not { } key)
            return answer with { Warnings = [.. answer.Warnings, entry.Why!] };
        var now = time.GetUtcNow();
        var kept = await store.KeepAsync(key, ResultHeader.Pack(answer, entry.Mask, now, now + entry.Ttl), entry.Ttl, CancellationToken.None);
        return kept ? answer : answer with { Warnings = [.. answer.Warnings, "The result could not be cached: the cache is away or full."] };
    }

    private static string? Uncacheable(RunPlan plan)
    {
        if (plan.Verdict.QueryType is not (QueryType.Select or QueryType.Values or QueryType.Table or QueryType.Find or QueryType.Aggregate or QueryType.Count or QueryType.Distinct))
            return "The result is not cached: only plain reads are.";
        return VolatileFunctions.Find(plan.Source.Engine, plan.Statement) is { } name
            ? $"The result is not cached: {name} gives another value each time."
            : null;
    }

    private async Task<string> HashAsync(RunPlan plan, CacheWish wish, CancellationToken ct)
    {
        var parts = new object?[]
        {
            plan.Source.OrganizationId.Value,
            plan.Source.Id.Value,
            plan.Source.Stamp,
            await PasswordAsync(plan, ct),
            plan.Verdict.QueryType.ToString(),
            plan.Statement,
            plan.Parameters.Select(p => new[] { p.Name, p.Value?.GetType().Name, Convert.ToString(p.Value is byte[] bytes ? Convert.ToBase64String(bytes) : p.Value, System.Globalization.CultureInfo.InvariantCulture) }),
            plan.MaxRows,
            plan.Mask?.Fingerprint ?? MaskProfile.SeesAll.Fingerprint,
            wish.Key,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));
    }

    // Another password may be another account, which sees other rows.
    private async Task<Guid?> PasswordAsync(RunPlan plan, CancellationToken ct)
    {
        if (plan.Source.CredentialsSecretId is not { } secret)
            return null;
        await using var db = await adminDb.OpenAsync(TenantScope.For(plan.Source.OrganizationId), ct);
        return await db.Set<Secret>().Where(s => s.Id == secret).Select(s => (Guid?)s.Stamp).FirstOrDefaultAsync(ct);
    }
}

/// <summary>Where one result belongs in the cache.</summary>
/// <param name="Key">Null when it must not be there, for the reason <paramref name="Why"/>.</param>
/// <param name="Found">What is there.</param>
internal sealed record CacheEntry(ResultKey? Key, TimeSpan Ttl, string Mask, RunAnswer? Found, string? Why);
