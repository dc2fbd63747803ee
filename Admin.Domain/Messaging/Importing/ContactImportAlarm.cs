using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Says "look now" to this node's runner. Rung too often, too late or not at all, it changes nothing: the runner works from the rows.</summary>
public sealed class ContactImportAlarm : IDisposable
{
    private readonly WakeUp _wakeUp = new();

    public void Ring() => _wakeUp.Say();

    /// <summary>Until it is rung, or for so long; it never throws when cancelled.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _wakeUp.WaitAsync(atMost, ct);

    public void Dispose() => _wakeUp.Dispose();
}
