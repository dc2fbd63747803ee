using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

internal static class SecretQueries
{
    public static IQueryable<Secret> Matching(AdminDbContext db, SecretFilter filter, DateTime now, int restoreDays)
    {
        IQueryable<Secret> secrets = db.Set<Secret>();
        // What can no longer be restored is no longer shown.
        var restorable = now.AddDays(-restoreDays);
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
        return Needing(db, Expiring(secrets, filter.Expiry, now), filter.Attention, now);
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

    private static IQueryable<Secret> Needing(AdminDbContext db, IQueryable<Secret> secrets, SecretAttention? attention, DateTime now)
    {
        var staleBefore = now.AddDays(-SecretStats.StaleDays);
        if (attention is not { } wanted)
            return secrets;
        return wanted switch
        {
            SecretAttention.OverdueRotation => secrets.Where(s => s.RotationDueAt <= now),
            SecretAttention.NeverUsed => secrets.Where(s => s.LastUsedAt == null),
            SecretAttention.Stale => secrets.Where(s => (s.LastUsedAt ?? s.CreatedAt) < staleBefore),
            SecretAttention.Duplicate => secrets.Where(s => Repeated(db).Contains(db.Set<SecretVersion>().First(v => v.SecretId == s.Id && v.Number == s.CurrentVersion).Fingerprint)),
        };
    }

    /// <summary>Fingerprints that the current versions of more than one living secret have.</summary>
    private static IQueryable<string?> Repeated(AdminDbContext db) =>
        db.Set<Secret>().Where(s => s.DeletedKey == Guid.Empty)
            .Join(db.Set<SecretVersion>().Where(v => v.Fingerprint != null), s => new { s.Id, Number = s.CurrentVersion }, v => new { Id = v.SecretId, v.Number }, (s, v) => v.Fingerprint)
            .GroupBy(f => f).Where(g => g.Count() > 1).Select(g => g.Key);
}
