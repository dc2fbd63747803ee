using Admin.Domain.Common;

namespace Admin.Domain.RateLimiting;

/// <summary>
/// The right to run something that only a few may run at the same time. Dispose it when the work is over; a process that dies
/// keeps it no longer than the policy's window.
/// </summary>
public sealed class RateLease : IAsyncDisposable
{
    private readonly Func<Task> _giveBack;
    private int _over;

    internal RateLease(RateDecision decision, string name, Func<Task> giveBack)
    {
        Decision = decision;
        Name = name;
        _giveBack = giveBack;
    }

    public RateDecision Decision { get; }

    /// <summary>For giving it back from elsewhere: 32 hexadecimal digits.</summary>
    public string Name { get; }

    /// <summary>The refusal to give back to a caller; null when the lease was taken.</summary>
    public Error? Refusal => RateErrors.Of(Decision);

    public async ValueTask DisposeAsync()
    {
        if (Decision.Allowed && Interlocked.Exchange(ref _over, 1) == 0)
            await _giveBack();
    }
}
