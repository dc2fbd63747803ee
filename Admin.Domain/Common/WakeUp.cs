namespace Admin.Domain.Common;

/// <summary>Says "look now" to a loop that otherwise looks now and then. However often it is said before the loop waits, it is heard once.</summary>
public sealed class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _said = new(0, 1);

    public void Say()
    {
        try
        {
            if (_said.CurrentCount == 0)
                _said.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two said it at once; one look is enough.
        }
    }

    /// <summary>Ends when it is said, after <paramref name="atMost"/>, or when <paramref name="ct"/> is cancelled; it never throws for that.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct) =>
        await ((Task)_said.WaitAsync(atMost, ct)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => _said.Dispose();
}
