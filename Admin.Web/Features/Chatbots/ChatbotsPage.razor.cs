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

namespace Admin.Web.Features.Chatbots;

public sealed partial class ChatbotsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<ChatbotView>? _list;
    private (string?, int?)? _loaded;

    [Inject]
    public required BotService Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required IStringLocalizer<ChatbotTexts> Loc { get; init; }

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
        var (loaded, list) = await Runner.RunAsync(async () => await Service.ListAsync(await Circuit.GetAsync(_left.Token), Text, new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private async Task EditAsync(ChatbotView? chatbot)
    {
        var dialog = await Dialogs.ShowAsync<ChatbotDialog>(null, new DialogParameters<ChatbotDialog> { { d => d.Chatbot, chatbot } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task DeleteAsync(ChatbotView chatbot)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(ChatbotTexts.DeleteTitle), chatbot.Name], Loc[nameof(ChatbotTexts.DeleteText)], Shared[nameof(SharedTexts.Delete)], typedWord: chatbot.Name))
            return;
        if (await Runner.RunAsync(async () => await Service.DeleteAsync(await Circuit.GetAsync(_left.Token), chatbot.Id, _left.Token), Loc[nameof(ChatbotTexts.DeletedDone)]))
            await LoadAsync();
    }
}
