namespace Admin.Domain.Campaigns.Preparing;

/// <summary>A campaign's send times at one moment: whom they keep waiting, and until when.</summary>
internal sealed class SendHours(SendTimes? times, PhoneZones zones, DateTime now)
{
    private readonly Dictionary<string, DateTime> _openings = new(StringComparer.Ordinal);
    private readonly TimeZoneInfo _own = times is null ? TimeZoneInfo.Utc : LocalClock.Find(times.Zone)!;

    public bool IsAlways => times is null or { IsAlways: true };

    /// <summary>When this person may be written to; null: now.</summary>
    public DateTime? ClosedUntil(string phone) => IsAlways ? null : Opening(phone, now) is var opening && opening > now ? opening : null;

    /// <summary>The first moment from <paramref name="from"/> on at which this person may be written to.</summary>
    public DateTime Opening(string phone, DateTime from)
    {
        if (IsAlways)
            return from;
        var zone = times!.OfRecipient ? zones.Of(phone) ?? _own : _own;
        var key = $"{zone.Id} {from.Ticks}";
        if (!_openings.TryGetValue(key, out var opening))
            _openings[key] = opening = times.NextOpening(zone, from);
        return opening;
    }
}
