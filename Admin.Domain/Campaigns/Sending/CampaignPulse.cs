using System.Collections.Concurrent;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// What this node saw of a campaign's speed lately. It only serves display: it is taken from the counts in the database, so a node
/// that does not send shows the same.
/// </summary>
public sealed class CampaignPulse(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<CampaignId, Beats> _campaigns = new();

    /// <summary>Notes how many are done, and answers how many a second that makes; null when too little was seen.</summary>
    public double? Beat(CampaignId campaign, int done)
    {
        var beats = _campaigns.GetOrAdd(campaign, _ => new Beats());
        lock (beats)
        {
            var now = time.GetTimestamp();
            beats.Seen.AddLast((now, done));
            while (beats.Seen.Count > 2 && time.GetElapsedTime(beats.Seen.First!.Value.At, now) > Window)
                beats.Seen.RemoveFirst();
            var (at, before) = beats.Seen.First!.Value;
            var span = time.GetElapsedTime(at, now);
            return span < Shortest ? null : Math.Max(0, done - before) / span.TotalSeconds;
        }
    }

    public void LimitedBy(CampaignId campaign, string? by) => _campaigns.GetOrAdd(campaign, _ => new Beats()).By = by;

    public string? LimitedBy(CampaignId campaign) => _campaigns.TryGetValue(campaign, out var beats) ? beats.By : null;

    /// <summary>Until when it waits as somebody asked it to; null: it does not.</summary>
    public void Waits(CampaignId campaign, DateTime? until) => _campaigns.GetOrAdd(campaign, _ => new Beats()).Until = until;

    public DateTime? Waits(CampaignId campaign) => _campaigns.TryGetValue(campaign, out var beats) ? beats.Until : null;

    public void Forget(CampaignId campaign) => _campaigns.TryRemove(campaign, out _);

    private sealed class Beats
    {
        public LinkedList<(long At, int Done)> Seen { get; } = new();

        public string? By { get; set; }

        public DateTime? Until { get; set; }
    }
}
