using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using BotService = Admin.Domain.Messaging.Chatbots;
using NumberService = Admin.Domain.Messaging.Numbers;

namespace Admin.Web.Features.Numbers;

public sealed partial class NumbersPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<NumberView>? _list;
    private IReadOnlyList<ChatbotView> _chatbots = [];
    private IReadOnlyList<WhatsAppAppView> _apps = [];
    private (string?, int?)? _loaded;

    [Inject]
    public required NumberService Service { get; init; }

    [Inject]
    public required BotService Bots { get; init; }

    [Inject]
    public required WhatsAppApps OwnApps { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required IStringLocalizer<NumberTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Text, Number))
            return;
        _loaded = (Text, Number);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (loaded, read) = await Runner.RunAsync<(Page<NumberView>, IReadOnlyList<ChatbotView>, IReadOnlyList<WhatsAppAppView>)>(async () =>
        {
            var actor = await Circuit.GetAsync(_left.Token);
            var list = await Service.ListAsync(actor, Text, new PageRequest(Number ?? 1), _left.Token);
            var bots = await Bots.ListAsync(actor, null, new PageRequest(1, PageRequest.MaxSize), _left.Token);
            var apps = await OwnApps.ListAsync(actor, new PageRequest(1, PageRequest.MaxSize), _left.Token);
            return (list.Error ?? bots.Error ?? apps.Error) is { } error ? error : (list.Value, bots.Value.Items, apps.Value.Items);
        });
        if (loaded)
            (_list, _chatbots, _apps) = read;
    }

    private async Task EditAsync(NumberView? number)
    {
        var dialog = await Dialogs.ShowAsync<NumberDialog>(null, new DialogParameters<NumberDialog> { { d => d.Number, number }, { d => d.Chatbots, _chatbots }, { d => d.Apps, _apps } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task DeleteAsync(NumberView number)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(NumberTexts.DeleteTitle), number.DisplayPhoneNumber], Loc[nameof(NumberTexts.DeleteText)], Shared[nameof(SharedTexts.Delete)], typedWord: number.PhoneNumberId))
            return;
        if (await Runner.RunAsync(async () => await Service.DeleteAsync(await Circuit.GetAsync(_left.Token), number.Id, _left.Token), Loc[nameof(NumberTexts.DeletedDone)]))
            await LoadAsync();
    }
}
