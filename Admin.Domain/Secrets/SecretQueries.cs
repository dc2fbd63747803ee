using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

internal static class SecretQueries
{
    public static IQueryable<Secret> Matching(IQueryable<Secret> secrets, SecretFilter filter, DateTime now)
    {
        // What can no longer be restored is no longer shown.
        var restorable = now.AddDays(-Secret.RestoreDays);
        secrets = filter.Deleted
            ? secrets.Where(s => s.DeletedKey != Guid.Empty && s.DeletedAt >= restorable)
            : secrets.Where(s => s.DeletedKey == Guid.Empty);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = $"%{Escaped(text.ToLowerInvariant())}%";
            secrets = secrets.Where(s => EF.Functions.Like(s.NormalizedName, pattern, "\\") || EF.Functions.Like(s.Description, pattern, "\\"));
        }

        if (filter.Kind is { } kind)
            secrets = secrets.Where(s => s.Kind == kind);
        if (filter.Provider is { Length: > 0 } provider)
            secrets = secrets.Where(s => s.Provider == provider);
        if (filter.Tag is { Length: > 0 } tag)
            secrets = secrets.Where(s => s.Tags.Contains(tag));
        if (filter.ChatbotId is { } chatbot)
            secrets = secrets.Where(s => s.ScopeKey == chatbot.Value);
        return Expiring(secrets, filter.Expiry, now);
    }

    public static async Task<SecretStats> StatsAsync(AdminDbContext db, DateTime now, int staleDays, CancellationToken ct)
    {
        var living = Matching(db.Set<Secret>(), new SecretFilter(), now);
        var kinds = await living.GroupBy(s => s.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var providers = await living.GroupBy(s => s.Provider).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, ct);
        var staleBefore = now.AddDays(-staleDays);
        return new SecretStats(
            kinds.Values.Sum(),
            kinds,
            providers,
            await Expiring(living, SecretExpiry.Expiring, now).CountAsync(ct),
            await Expiring(living, SecretExpiry.Expired, now).CountAsync(ct),
            await living.CountAsync(s => s.LastUsedAt == null, ct),
            await living.CountAsync(s => (s.LastUsedAt ?? s.CreatedAt) < staleBefore, ct),
            await living.CountAsync(s => s.Visibility == SecretVisibility.Restricted, ct),
            await Matching(db.Set<Secret>(), new SecretFilter { Deleted = true }, now).CountAsync(ct));
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);

    private static IQueryable<Secret> Expiring(IQueryable<Secret> secrets, SecretExpiry? expiry, DateTime now)
    {
        var soon = now.AddDays(SecretFilter.ExpiringDays);
        if (expiry is not { } wanted)
            return secrets;
        return wanted switch
        {
            SecretExpiry.Expiring => secrets.Where(s => s.ExpiresAt > now && s.ExpiresAt <= soon),
            SecretExpiry.Expired => secrets.Where(s => s.ExpiresAt <= now),
        };
    }
}
