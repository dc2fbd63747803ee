using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Components.Shared;

namespace Admin.Web.Features.Campaigns.Editing;

public enum SaveStanding
{
    /// <summary>Nothing was changed here.</summary>
    Untouched,

    Saving,
    Saved,
    Refused,

    /// <summary>Somebody else saved meanwhile; a person decides.</summary>
    Conflict,
}

/// <summary>What somebody else saved meanwhile.</summary>
/// <param name="Stamp">Of what they saved.</param>
/// <param name="IsOfStep">Whether it is of what this step holds; what is not is simply taken over.</param>
/// <param name="Differences">What differs from what stands in this step, in words.</param>
/// <param name="TakeRest">Takes over what this step does not hold.</param>
/// <param name="TakeAll">Takes over all of it, in place of what stands in this step.</param>
public sealed record Theirs(Guid Stamp, bool IsOfStep, string Differences, Action TakeRest, Action TakeAll);

/// <summary>
/// Saves what a step holds each time a field is left: one save at a time, and what was changed meanwhile right after it. What was
/// refused is said and stays where it was entered.
/// </summary>
/// <param name="save">Saves over what has this stamp, and answers the new one. Not given up when the page is left.</param>
/// <param name="read">Reads what is saved.</param>
/// <param name="stamp">Of what is shown first.</param>
/// <param name="isBegun">Whether something is entered by half, so that it cannot be saved yet; null: never.</param>
public sealed class StepSaver(ActionRunner run, Func<Guid, Task<Result<Guid>>> save, Func<Task<Result<Theirs>>> read, Guid stamp, Func<bool>? isBegun = null)
{
    private Guid _stamp = stamp;
    private Task _running = Task.CompletedTask;
    private bool _again;

    public SaveStanding Standing { get; private set; }

    public Theirs? Theirs { get; private set; }

    /// <summary>Why it is not saved.</summary>
    public Error? Error => Standing == SaveStanding.Refused ? run.Error : null;

    /// <summary>Whether leaving now would lose something.</summary>
    public bool IsUnsaved => Standing is SaveStanding.Refused or SaveStanding.Conflict || isBegun?.Invoke() == true;

    /// <summary>Ends when nothing is left to save, or somebody must decide.</summary>
    public Task SaveAsync()
    {
        if (Theirs is not null)
            return Task.CompletedTask;
        _again = true;
        if (_running.IsCompleted)
            _running = RunAsync();
        return _running;
    }

    /// <summary>Waits for what is being saved.</summary>
    public Task SettledAsync() => _running;

    public void TakeTheirs()
    {
        Theirs!.TakeAll();
        (_stamp, Theirs, Standing) = (Theirs.Stamp, null, SaveStanding.Saved);
    }

    public Task SaveMineAsync()
    {
        TakeRest(Theirs!);
        Theirs = null;
        return SaveAsync();
    }

    private async Task RunAsync()
    {
        Standing = SaveStanding.Saving;
        while (_again)
        {
            _again = false;
            await SaveOnceAsync();
        }
    }

    private async Task SaveOnceAsync()
    {
        var (saved, stamp) = await run.RunAsync(() => save(_stamp));
        if (saved)
            (_stamp, Standing) = (stamp, SaveStanding.Saved);
        else if (run.Error?.Code == CampaignErrors.ChangedMeanwhile.Code)
            await MeetAsync();
        else
            Standing = SaveStanding.Refused;
    }

    private async Task MeetAsync()
    {
        var (done, theirs) = await run.RunAsync(read);
        if (!done)
        {
            Standing = SaveStanding.Refused;
        }
        else if (theirs!.IsOfStep)
        {
            (Theirs, Standing, _again) = (theirs, SaveStanding.Conflict, false);
        }
        else
        {
            TakeRest(theirs);
            _again = true;
        }
    }

    private void TakeRest(Theirs theirs)
    {
        theirs.TakeRest();
        _stamp = theirs.Stamp;
    }
}
