using Admin.Domain.Common;
using Admin.Domain.SqlConsole;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>Ends a run at its timeout or when its person gives up, and knows which of the two it was.</summary>
internal sealed class RunLimit : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _person;
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly long _start;

    /// <param name="grace">How much longer it waits for the server, which keeps to the same limit and ends more gently.</param>
    public RunLimit(TimeSpan limit, TimeProvider time, CancellationToken person, TimeSpan grace = default)
    {
        (_limit, _time, _person) = (limit, time, person);
        _start = time.GetTimestamp();
        _timeout = new CancellationTokenSource(limit + grace, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(person, _timeout.Token);
    }

    public CancellationToken Token => _stop.Token;

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Why the run was stopped from this side; null when it was not.</summary>
    public Error? Reason =>
        _person.IsCancellationRequested ? SqlConsoleErrors.Cancelled
        : _timeout.IsCancellationRequested ? TimedOut
        : null;

    /// <summary>What it means that the server says it stopped the statement: its own timeout is the same as ours and may come first.</summary>
    public Error StoppedByServer => Reason ?? (Elapsed >= _limit * 0.9 ? TimedOut : SqlConsoleErrors.Cancelled);

    /// <summary>What a failure means to the person: a stopped statement failed because it was stopped, but who may have changed something is told so.</summary>
    public Error Told(Error error) =>
        error.Code == SqlConsoleErrors.ChangeUncertain.Code ? error : Reason ?? (error.Code == SqlConsoleErrors.Cancelled.Code ? TimedOut : error);

    private Error TimedOut => SqlConsoleErrors.TimedOut((int)_limit.TotalSeconds);

    public void Dispose()
    {
        _stop.Dispose();
        _timeout.Dispose();
    }
}
