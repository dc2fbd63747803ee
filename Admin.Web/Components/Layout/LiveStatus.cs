namespace Admin.Web.Components.Layout;

/// <summary>
/// How old the numbers on the page are. A page with live numbers says <see cref="Show"/> whenever it shows a snapshot
/// and <see cref="Stop"/> when it closes; the bar says so when they are older than five seconds. One per circuit.
/// </summary>
public sealed class LiveStatus
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    public event EventHandler? Changed;

    /// <summary>When the shown numbers were true; null: the page shows no live numbers.</summary>
    public DateTime? At { get; private set; }

    public void Show(DateTime at)
    {
        At = at;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Stop()
    {
        At = null;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Seconds of age once the numbers are old, otherwise null.</summary>
    public int? OldBy(DateTime now) => At is { } at && now - at > Fresh ? (int)(now - at).TotalSeconds : null;
}
