using System.Collections.Concurrent;
using Admin.Domain.Messaging;

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

    /// <summary>What rules one of its numbers now: one of <see cref="Sending.LimitedBy"/>; null: it has nothing to do.</summary>
    public void LimitedBy(CampaignId campaign, NumberId number, string? by) => LaneOf(campaign, number).By = by;

    /// <summary>What rules most of its numbers; null while none of them sends here.</summary>
    public string? LimitedBy(CampaignId campaign) =>
        Lanes(campaign).Select(l => l.By).OfType<string>().GroupBy(by => by, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key == Sending.LimitedBy.Number).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;

    /// <summary>Until when one of its numbers waits as somebody asked it to; null: it does not.</summary>
    public void Waits(CampaignId campaign, NumberId number, DateTime? until) => LaneOf(campaign, number).Until = until;

    /// <summary>Until when all of its numbers wait; null: not all do.</summary>
    public DateTime? Waits(CampaignId campaign) => Lanes(campaign) is { Count: > 0 } lanes && lanes.All(l => l.Until is not null) ? lanes.Min(l => l.Until) : null;

    /// <summary>A number does not send here any more.</summary>
    public void Leave(CampaignId campaign, NumberId number)
    {
        if (_campaigns.TryGetValue(campaign, out var beats))
            beats.Lanes.TryRemove(number, out _);
    }

    public void Forget(CampaignId campaign) => _campaigns.TryRemove(campaign, out _);

    private Lane LaneOf(CampaignId campaign, NumberId number) => _campaigns.GetOrAdd(campaign, _ => new Beats()).Lanes.GetOrAdd(number, _ => new Lane());

    private IReadOnlyCollection<Lane> Lanes(CampaignId campaign) => _campaigns.TryGetValue(campaign, out var beats) ? [.. beats.Lanes.Values] : [];

    private sealed class Beats
    {
        public LinkedList<(long At, int Done)> Seen { get; } = new();

        public ConcurrentDictionary<NumberId, Lane> Lanes { get; } = new();
    }

    private sealed class Lane
    {
        public string? By { get; set; }

        public DateTime? Until { get; set; }
    }
}
