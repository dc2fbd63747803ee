using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Providers;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly TickedSecrets _ticked = new();
    private CancellationTokenSource? _loading;
    private SecretListState _state = new();
    private SecretListState? _loaded;
    private Page<SecretView>? _list;
    private IReadOnlyList<SecretScope> _scopes = [];
    private IReadOnlyList<string> _tags = [];
    private IReadOnlyList<SecretOwner> _owners = [];
    private IReadOnlyList<ProviderState> _providers = [];
    private Error? _error;

    [Inject]
    public required SecretService Service { get; init; }

    [Inject]
    public required ProviderHealth Health { get; init; }

    [Inject]
    public required IStringLocalizer<EncryptionTexts> Encryption { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery]
    public string? Provider { get; set; }

    [SupplyParameterFromQuery]
    public string? Tag { get; set; }

    [SupplyParameterFromQuery]
    public string? Chatbot { get; set; }

    [SupplyParameterFromQuery]
    public string? Expires { get; set; }

    [SupplyParameterFromQuery]
    public string? Attention { get; set; }

    [SupplyParameterFromQuery]
    public string? Deleted { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? Number { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _loading?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _state = SecretListState.Parse(Text, Kind, Provider, Tag, Chatbot, Expires, Attention, Deleted, Number);
        if (_state != _loaded)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        // What was typed meanwhile makes the older question pointless.
        if (_loading is not null)
            await _loading.CancelAsync();
        _loading?.Dispose();
        var loading = _loading = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        _loaded = _state;
        try
        {
            var actor = await Circuit.GetAsync(loading.Token);
            var list = await Service.ListAsync(actor, _state.ToFilter(), new PageRequest(_state.Number, SecretListState.PageSize), loading.Token);
            var scopes = await Service.ScopesAsync(actor, loading.Token);
            var tags = await Service.TagsAsync(actor, loading.Token);
            var owners = await Service.OwnersAsync(actor, loading.Token);
            var providers = await Health.ListAsync(actor, loading.Token);
            _error = list.Error ?? scopes.Error ?? tags.Error ?? owners.Error ?? providers.Error;
            if (_error is null)
                (_list, _scopes, _tags, _owners, _providers) = (list.Value, scopes.Value, tags.Value, owners.Value, providers.Value);
        }
        catch (OperationCanceledException) when (loading.IsCancellationRequested)
        {
            // A newer question is under way, or the page was left.
        }
    }

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretDialog>(null, new DialogParameters<SecretDialog> { { d => d.Scopes, _scopes }, { d => d.Owners, _owners } });
        if (await dialog.Result is { Canceled: false, Data: SecretView made })
            Navigation.NavigateTo(AdminUrls.Secret(Organization, made.Id.Value));
    }

    private void Go(SecretListState state) => Navigation.NavigateTo((state with { Number = 1 }).Url(Organization));

    private static SecretKind? Parse(object? chosen) => SnakeCase.TryParse<SecretKind>(chosen?.ToString(), out var kind) ? kind : null;

    private static SecretAttention? AttentionOf(object? chosen) => SnakeCase.TryParse<SecretAttention>(chosen?.ToString(), out var attention) ? attention : null;

    private static SecretExpiry? ExpiryOf(object? chosen) => chosen?.ToString() switch
    {
        "soon" => SecretExpiry.Expiring,
        "expired" => SecretExpiry.Expired,
        _ => null,
    };
}
