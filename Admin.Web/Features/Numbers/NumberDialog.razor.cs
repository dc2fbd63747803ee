using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using NumberService = Admin.Domain.Messaging.Numbers;

namespace Admin.Web.Features.Numbers;

/// <summary>Registers a number, or changes its chatbot and token.</summary>
public sealed partial class NumberDialog
{
    private IReadOnlyList<SecretView> _secrets = [];
    private string? _phoneNumberId;
    private string? _token;
    private string _secret = "";
    private string _chatbot = "";
    private string _app = "";

    [Inject]
    public required NumberService Service { get; init; }

    [Inject]
    public required SecretService Secrets { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<NumberTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter]
    public NumberView? Number { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ChatbotView> Chatbots { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WhatsAppAppView> Apps { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (_phoneNumberId, _chatbot, _app) = (Number?.PhoneNumberId, Number?.ChatbotId?.ToString() ?? "", Number?.AppId?.ToString() ?? "");
        var filter = new SecretFilter { Kind = SecretKind.WhatsappToken };
        var (listed, secrets) = await Runner.RunAsync(async () => await Secrets.ListAsync(await Circuit.GetAsync(), filter, new PageRequest(1, PageRequest.MaxSize), CancellationToken.None));
        if (listed)
            _secrets = secrets!.Items;
    }

    private async Task SaveAsync()
    {
        var (saved, number) = await Runner.RunAsync(SendAsync, Loc[nameof(NumberTexts.SavedDone)]);
        if (saved)
            Dialog.Close(DialogResult.Ok(number));
    }

    private async Task<Result<NumberView>> SendAsync()
    {
        var actor = await Circuit.GetAsync();
        var token = _secret.Length > 0
            ? new AccessTokenSource(Secret: SecretId.From(Guid.Parse(_secret)))
            : new AccessTokenSource(string.IsNullOrWhiteSpace(_token) ? null : new SecretInput(_token.Trim()));
        var chatbot = Guid.TryParse(_chatbot, out var id) ? ChatbotId.From(id) : (ChatbotId?)null;
        var app = Guid.TryParse(_app, out var own) ? WhatsAppAppId.From(own) : (WhatsAppAppId?)null;
        return Number is null
            ? await Service.CreateAsync(actor, new NumberDraft(_phoneNumberId, token, chatbot, app), CancellationToken.None)
            : await Service.ChangeAsync(actor, Number.Id, new NumberChange(chatbot, token, app), Number.Stamp, CancellationToken.None);
    }
}
