namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>Says "look now" to this node's runner. Rung too often, too late or not at all, it changes nothing: the runner works from the rows.</summary>
public sealed class ReEncryptionAlarm : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            if (_rung.CurrentCount == 0)
                _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two rang at once; one look is enough.
        }
    }

    /// <summary>Until it is rung, or for so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _rung.WaitAsync(atMost, ct);

    public void Dispose() => _rung.Dispose();
}
