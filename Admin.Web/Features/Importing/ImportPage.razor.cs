using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Importing;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.Importing;

/// <summary>One import, at the step where it stands: leaving it changes nothing, and its address finds it again.</summary>
public sealed partial class ImportPage : IDisposable
{
    private const string ColumnsStep = "columns";

    private readonly CancellationTokenSource _left = new();
    private ContactImportView? _import;
    private DateTime? _at;
    private Error? _error;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Back to the columns of a file that has been checked.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? Step { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required ContactImports Imports { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required ActionRunner Runner { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private bool MayWrite => Page.May(Permissions.Contacts.Write);

    private bool IsDeciding => _import?.State == ContactImportState.Uploaded || (_import?.State == ContactImportState.Checked && Step == ColumnsStep);

    private void Take(LiveSnapshot snapshot) => (_import, _at, _error) = ((ContactImportView)snapshot.Data, snapshot.At, null);

    private void Refuse(Error refusal) =>
        (_error, _at) = (refusal.Code == LiveErrors.TopicNotFound.Code ? ImportErrors.NotFound : refusal, null);

    // A check was begun: its step has the plain address.
    private void ShowCheck(ContactImportView begun)
    {
        _import = begun;
        if (Step is not null)
            Navigation.NavigateTo(AdminUrls.ContactImport(Page.Slug, Id), replace: true);
    }

    private Task StopCheckAsync() => ActAsync(Imports.StopCheckAsync);

    private Task StartAsync() => ActAsync(Imports.StartAsync);

    private async Task CancelAsync()
    {
        var text = _import?.State == ContactImportState.Importing ? Loc[nameof(ContactImportTexts.CancelTextRunning), _import.Done.ToString("N0", CultureInfo.CurrentCulture)] : Loc[nameof(ContactImportTexts.CancelText)];
        if (await Dialogs.ConfirmAsync(Loc[nameof(ContactImportTexts.CancelTitle)], text, Loc[nameof(ContactImportTexts.Cancel)]))
            await ActAsync(Imports.CancelAsync);
    }

    private async Task ActAsync(Func<Actor, ContactImportId, CancellationToken, Task<Result<ContactImportView>>> act)
    {
        var (done, import) = await Runner.RunAsync(async () => await act(await Circuit.GetAsync(_left.Token), new ContactImportId(Id), _left.Token));
        if (done)
            _import = import;
    }
}
