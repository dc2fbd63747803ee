using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets;

namespace Admin.Web.Api;

/// <summary>Figures, by names as they stand in the API.</summary>
internal sealed record SecretStatsShown
{
    private SecretStatsShown(SecretStats stats)
    {
        Total = stats.Overview.Total;
        ByKind = stats.ByKind.ToDictionary(k => SnakeCase.Of(k.Key), k => k.Value, StringComparer.Ordinal);
        ByProvider = stats.ByProvider;
        Expiring = stats.Overview.Expiring;
        Expired = stats.Overview.Expired;
        OverdueRotation = stats.Overview.OverdueRotation;
        NeverUsed = stats.NeverUsed;
        Stale = stats.Stale;
        Duplicates = stats.Duplicates;
        Restricted = stats.Restricted;
        Deleted = stats.Deleted;
        Reads = [.. stats.Days.Select(d => new Day(d.Day, d.Count))];
        TopReaders = [.. stats.TopReaders.Select(r => new Reader(r.Reader.Kind, r.Reader.Id, r.Name, r.Count, r.Secrets, r.LastAt))];
        MayRead = [.. stats.Entitled.Select(r => new Entitled(r.Reader.Kind, r.Reader.Id, r.Name, r.MayRead, r.DidRead, r.LastAt, r.IsGhost))];
    }

    public int Total { get; }

    public IReadOnlyDictionary<string, int> ByKind { get; }

    public IReadOnlyDictionary<string, int> ByProvider { get; }

    public int Expiring { get; }

    public int Expired { get; }

    public int OverdueRotation { get; }

    public int NeverUsed { get; }

    public int Stale { get; }

    public int Duplicates { get; }

    public int Restricted { get; }

    public int Deleted { get; }

    /// <summary>On each of the last 30 days (UTC), oldest first.</summary>
    public IReadOnlyList<Day> Reads { get; }

    /// <summary>In those days.</summary>
    public IReadOnlyList<Reader> TopReaders { get; }

    /// <summary>Who may read values, and how many secrets they did read in 90 days.</summary>
    public IReadOnlyList<Entitled> MayRead { get; }

    public static SecretStatsShown Of(SecretStats stats) => new(stats);

    internal sealed record Day(DateOnly Date, long Count);

    internal sealed record Reader(ActorKind Kind, string Id, string Name, long Count, int Secrets, DateTime LastAt);

    internal sealed record Entitled(ActorKind Kind, string Id, string Name, int MayRead, int DidRead, DateTime? LastAt, bool Ghost);
}
