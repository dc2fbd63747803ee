using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What the console opens: runs of before, saved queries, and the way to keep one.</summary>
public sealed partial class ConsolePage
{
    /// <summary>The address of what a tab shows.</summary>
    private string? LinkOf(ConsoleTab tab) => tab.Run is { } run
        ? Navigation.ToAbsoluteUri(AdminUrls.With(AdminUrls.Console(Page.Slug), ("run", run.ToString()))).ToString()
        : tab.Saved is { } saved ? Navigation.ToAbsoluteUri(AdminUrls.With(AdminUrls.Console(Page.Slug), ("query", saved.ToString()))).ToString() : null;

    /// <summary>After a reload: the runs of the tabs, as far as they are still there.</summary>
    private async Task FindAgainAsync()
    {
        foreach (var tab in State.Tabs.Where(t => t.Run is not null).ToList())
        {
            var found = await Desk.FindAsync(await ActorAsync(), new RunId(tab.Run!.Value), _life.Token);
            if (!found.Failed)
                Take(tab, found.Value);
        }
        StateHasChanged();
    }

    private void Take(ConsoleTab tab, FoundRun found)
    {
        if (found.Live is { } live)
        {
            tab.Outcome.Follow(live);
            _ = FollowAsync(tab, live, null);
        }
        else if (found.Answer is { } answer)
            tab.Outcome.Finish(answer);
        else
            tab.Outcome.Remember(found);
    }

    private async Task OpenRunAsync(Guid id)
    {
        var found = await Desk.FindAsync(await ActorAsync(), new RunId(id), _life.Token);
        var tab = State.Open(found.Failed ? Source : found.Value.Run.DataSourceId.Value);
        if (tab is null)
            return;
        if (found.Failed)
            tab.Outcome.Fail(found.Error);
        else
            await FillAsync(tab, found.Value.Run);
    }

    private async Task FillAsync(ConsoleTab tab, QueryRun run)
    {
        tab.Run = run.Id.Value;
        await _editor!.OpenAsync(tab.Id, SnakeCase.Of(run.Engine), run.Statement);
        await ShowAsync(tab);
    }

    private async Task OpenPastAsync(QueryRun run)
    {
        if (State.Open(run.DataSourceId.Value) is not { } tab)
            return;
        await FillAsync(tab, run);
        var found = await Desk.FindAsync(await ActorAsync(), run.Id, _life.Token);
        if (!found.Failed)
            Take(tab, found.Value);
        StateHasChanged();
    }

    private async Task OpenQueryAsync(Guid id)
    {
        var query = await Saved.GetAsync(await ActorAsync(), new SavedQueryId(id), _life.Token);
        if (query.Failed)
            State.Open(Source)?.Outcome.Fail(query.Error);
        else
            await OpenSavedAsync(query.Value);
    }

    private async Task OpenSavedAsync(SavedQuery query)
    {
        // A tab that has it may hold work that is not saved yet.
        if (State.Tabs.FirstOrDefault(t => t.Saved == query.Id.Value) is { } known)
        {
            await ShowAsync(known);
            NameQuery(query);
            return;
        }
        if (State.Open(query.DataSourceId.Value) is not { } tab)
            return;
        (tab.Saved, tab.SavedStamp, tab.Name) = (query.Id.Value, query.Stamp, query.Name);
        foreach (var (name, text) in SavedParameters.Read(query.Parameters))
            tab.Parameters[name] = new ParameterInput { Text = text };
        await _editor!.OpenAsync(tab.Id, SnakeCase.Of(query.Engine), query.Statement);
        await ShowAsync(tab);
        NameQuery(query);
    }

    private void NameQuery(SavedQuery query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["query"] = query.Id.Value, ["source"] = null, ["run"] = null }), replace: true);

    private async Task SaveAsync()
    {
        if (State is not { Selected: { } source, Active: { } tab })
            return;
        var existing = tab.Saved is { } saved ? await Saved.GetAsync(await ActorAsync(), new SavedQueryId(saved), _life.Token) : (Result<SavedQuery>?)null;
        var draft = new SavedQueryDraft(source.Id, "", await _editor!.ReadAllAsync(_life.Token), Parameters: SavedParameters.Write(State.Parameters, tab.Parameters));
        var parameters = new DialogParameters<SaveQueryDialog>
        {
            { d => d.Draft, draft },
            { d => d.Existing, existing is { Failed: false } found ? found.Value : null },
            { d => d.Seen, tab.SavedStamp },
        };
        var dialog = await Dialogs.ShowAsync<SaveQueryDialog>(null, parameters);
        if (await dialog.Result is not { Canceled: false, Data: SavedQuery kept })
            return;
        (tab.Saved, tab.SavedStamp, tab.Name) = (kept.Id.Value, kept.Stamp, kept.Name);
        await KeepTabsAsync();
        _side?.Reload();
        StateHasChanged();
    }

    private async Task AskAsync(AccessMode mode)
    {
        if (State.Selected is not { } source)
            return;
        var parameters = new DialogParameters<AskAccessDialog> { { d => d.Source, source }, { d => d.Mode, mode } };
        await Dialogs.ShowAsync<AskAccessDialog>(null, parameters);
    }
}
