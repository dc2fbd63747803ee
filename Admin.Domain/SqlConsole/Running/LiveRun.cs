using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>A run of this node while it lasts. Its rows can be looked at as they arrive.</summary>
public sealed class LiveRun : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly TaskCompletionSource<Result<RunAnswer>> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal LiveRun(RunId id, OrganizationId organization, PersonId person, ResultBuffer results, CancellationToken caller)
    {
        (Id, Organization, Person, Results) = (id, organization, person, results);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(caller);
    }

    public RunId Id { get; }

    public OrganizationId Organization { get; }

    public PersonId Person { get; }

    public ResultBuffer Results { get; }

    /// <summary>Ends when the run has ended and is recorded. It never fails.</summary>
    public Task<Result<RunAnswer>> Completion => _ended.Task;

    internal CancellationToken Stopped => _stop.Token;

    /// <summary>Asks the server to stop; <see cref="Completion"/> ends soon after. Safe to call twice.</summary>
    public void Cancel()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended in this very moment.
        }
    }

    public void Dispose() => _stop.Dispose();

    internal void End(Result<RunAnswer> outcome) => _ended.TrySetResult(outcome);
}
