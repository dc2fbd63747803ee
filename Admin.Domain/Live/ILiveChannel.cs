namespace Admin.Domain.Live;

/// <summary>
/// Carries small "this changed" notes between the nodes. Notes may be lost or doubled, so nothing may rest on one alone:
/// whoever reads a note reads the thing itself anew.
/// </summary>
public interface ILiveChannel
{
    /// <summary>Tells every node, this one included. Never throws and never waits for a network that is away.</summary>
    void Publish(LiveNote note);

    /// <summary>Calls the handler for each note until disposed. The handler must be quick and must not throw.</summary>
    IDisposable Subscribe(Action<LiveNote> handler);
}
