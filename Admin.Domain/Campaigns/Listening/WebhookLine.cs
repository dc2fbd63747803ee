using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// One organization's stored webhooks beyond its limit, in the order of storing. Whatever comes while others wait is due behind them,
/// each a step of the limit's own pace later, so that the line is never looked at as a whole. Not thread-safe.
/// </summary>
internal sealed class WebhookLine
{
    private long _lastKey;

    /// <summary>Nothing of it is tried before.</summary>
    public DateTime Until { get; private set; }

    /// <summary>When the last one is due.</summary>
    public DateTime Tail { get; private set; }

    /// <summary>Whether this one came after all that wait, and some still do.</summary>
    public bool IsBehind(WebhookEvent one, DateTime now) => one.Key > _lastKey && Tail > now;

    /// <summary>When one that came behind the others is due.</summary>
    public DateTime Append(WebhookEvent one, TimeSpan step) => Note(one.Key, Tail + step);

    /// <summary>The limit refused this one, and those behind it, until then.</summary>
    public DateTime Refuse(WebhookEvent one, DateTime until)
    {
        if (until > Until)
            Until = until;
        return Note(one.Key, Until);
    }

    /// <summary>Found waiting by a node that has just started.</summary>
    public void Recover(long key, DateTime due) => Note(key, due);

    private DateTime Note(long key, DateTime due)
    {
        _lastKey = Math.Max(_lastKey, key);
        Tail = due > Tail ? due : Tail;
        return due;
    }
}
