namespace Admin.Web.Components.Layout;

/// <summary>
/// How old the numbers on the page are. A page with live numbers says <see cref="Show"/> whenever it shows a snapshot
/// and <see cref="Stop"/> when it closes; the bar says so when they are older than they should be. One per circuit.
/// </summary>
public sealed class LiveStatus
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private TimeSpan _freshFor = Fresh;

    public event EventHandler? Changed;

    /// <summary>When the shown numbers were true; null: the page shows no live numbers.</summary>
    public DateTime? At { get; private set; }

    /// <param name="freshFor">How old the page's numbers may be before the bar says so.</param>
    public void Show(DateTime at, TimeSpan? freshFor = null)
    {
        At = at;
        _freshFor = freshFor ?? Fresh;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Stop()
    {
        At = null;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Seconds of age once the numbers are old, otherwise null.</summary>
    public int? OldBy(DateTime now) => At is { } at && now - at > _freshFor ? (int)(now - at).TotalSeconds : null;
}
