using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Importing;

/// <summary>The decisions about a file. Every change of how it is read is seen at once.</summary>
public sealed partial class ImportMapping : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ImportForm _form = null!;
    private ImportPreview? _preview;
    private IReadOnlyList<ContactListName> _lists = [];
    private Error? _fault;

    [Parameter, EditorRequired]
    public required ContactImportView Import { get; set; }

    /// <summary>The file is being checked now.</summary>
    [Parameter]
    public EventCallback<ContactImportView> Checked { get; set; }

    [Inject]
    public required ContactImports Imports { get; set; }

    [Inject]
    public required ContactImportPreviews Previews { get; set; }

    [Inject]
    public required ContactLists Lists { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required ActionRunner Runner { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _form = new ImportForm(Import);
        var lists = await Lists.NamesAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        _lists = lists.Failed ? [] : lists.Value;
        await ReadAsync(_form.Columns.Count > 0 ? _form.ToColumns() : null);
    }

    private Task ReadAnewAsync() => ReadAsync(null);

    private Task ReadAgainAsync() => ReadAsync(_form.ToColumns());

    private async Task ReadAsync(IReadOnlyList<ImportColumn>? columns)
    {
        var read = await Previews.ReadAsync(await Circuit.GetAsync(_left.Token), Import.Id, _form.Format, columns, _left.Token);
        _fault = read.Error;
        if (read.Failed)
            return;
        _preview = read.Value;
        if (columns is null)
            _form.TakeColumns(_preview.Columns);
    }

    private async Task CheckAsync()
    {
        var (done, import) = await Runner.RunAsync(async () => await Imports.CheckAsync(await Circuit.GetAsync(_left.Token), Import.Id, _form.ToSettings(), _left.Token));
        if (done)
            await Checked.InvokeAsync(import);
    }

    private async Task KeepAsync() =>
        await Runner.RunAsync(async () => await Imports.DecideAsync(await Circuit.GetAsync(_left.Token), Import.Id, _form.ToSettings(), _left.Token), Loc[nameof(ContactImportTexts.Kept)]);
}
