using Admin.Domain.Common;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Templates;

public sealed partial class ContactChoice : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<SampleContact> _contacts = [];
    private string? _text;
    private string _chosen = "";
    private Error? _error;

    [Parameter]
    public EventCallback<SampleContact?> Chosen { get; set; }

    [Inject]
    public required SampleContacts Contacts { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task FindAsync(ChangeEventArgs e)
    {
        _text = e.Value?.ToString();
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var found = await Contacts.FindAsync(await Circuit.GetAsync(_left.Token), _text, _left.Token);
        _error = found.Error;
        _contacts = found.Failed ? [] : found.Value;
    }

    private Task ChooseAsync(ChangeEventArgs e)
    {
        _chosen = e.Value?.ToString() ?? "";
        return Chosen.InvokeAsync(_contacts.FirstOrDefault(c => c.Id.ToString() == _chosen));
    }
}
