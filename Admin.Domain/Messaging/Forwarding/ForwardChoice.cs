namespace Admin.Domain.Messaging.Forwarding;

/// <summary>One that waits to be passed on.</summary>
/// <param name="Numbers">As <see cref="WebhookEvent.Numbers"/>.</param>
public sealed record WaitingForward(long Key, string Numbers, int Size, DateTime DueAt, int Tries, DateTime? ClaimedUntil);

/// <summary>
/// Chooses what may be passed on now, in the order of storing, so that each number's POSTs keep theirs: one that waits, or that another
/// node has in hand, holds back all later ones that name one of its numbers, and nobody else's.
/// </summary>
public sealed class ForwardChoice(DateTime now, int atMost, long bytes)
{
    private readonly HashSet<string> _blocked = new(StringComparer.Ordinal);
    private readonly List<WaitingForward> _chosen = [];
    private long _bytes = bytes;
    private bool _blocksAll;

    public IReadOnlyList<WaitingForward> Chosen => _chosen;

    /// <summary>Numbers (as a whole, of one POST) of which nothing more can be chosen.</summary>
    public IReadOnlyCollection<string> Blocked => _blocked;

    public bool IsFull => _chosen.Count >= atMost || _bytes <= 0 || _blocksAll;

    /// <summary>Looks at the next in the order of storing.</summary>
    public void Consider(WaitingForward one)
    {
        if (IsFull)
            return;
        var numbers = Lanes(one.Numbers);
        var waits = IsAhead(one.DueAt, ForwardWait.Longest) || IsAhead(one.ClaimedUntil, WebhookForwarder.Lease) || numbers.Any(_blocked.Contains) || (one.Numbers == WebhookEvent.ManyNumbers && _blocked.Count > 0);
        if (!waits)
        {
            _chosen.Add(one);
            _bytes -= one.Size;
        }
        else if (one.Numbers == WebhookEvent.ManyNumbers)
        {
            _blocksAll = true;
        }
        else
        {
            _blocked.UnionWith(numbers);
        }
    }

    // Further ahead than anything is ever put off means that the clock was set back since: then it waits no longer.
    private bool IsAhead(DateTime? until, TimeSpan atMost) => until > now && until <= now + atMost;

    /// <summary>What keeps an order of its own; a POST that names no number has a line of its kind.</summary>
    public static string[] Lanes(string numbers) => numbers == WebhookEvent.ManyNumbers ? [] : numbers.Split(' ');
}
