using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using BotService = Admin.Domain.Messaging.Chatbots;
using TokenService = Admin.Domain.Accounts.ServiceTokens;

namespace Admin.Web.Features.ServiceTokens;

/// <summary>Makes a service token, or changes its name and limits.</summary>
public sealed partial class ServiceTokenDialog
{
    private static readonly int[] Lifetimes = [30, 90, 180, 365];

    private static readonly (string Scope, string About)[] Scopes =
    [
        (ServiceTokenScopes.SecretsRead, nameof(ServiceTokenTexts.AboutSecretsRead)),
        (ServiceTokenScopes.LimitsAcquire, nameof(ServiceTokenTexts.AboutLimitsAcquire)),
        (ServiceTokenScopes.LiveRead, nameof(ServiceTokenTexts.AboutLiveRead)),
        (ServiceTokenScopes.OptOutsWrite, nameof(ServiceTokenTexts.AboutOptOutsWrite)),
    ];

    private readonly HashSet<string> _scopes = [];
    private readonly HashSet<Guid> _ids = [];
    private List<(Guid Id, string Name, bool IsChatbot)> _readable = [];
    private string? _name;
    private string? _networks;
    private int _days = 90;

    [Inject]
    public required TokenService Service { get; init; }

    [Inject]
    public required BotService Bots { get; init; }

    [Inject]
    public required SecretService Secrets { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required PersonClock Clock { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<ServiceTokenTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter]
    public ServiceTokenView? Token { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (_name, _networks) = (Token?.Name, Token is null ? null : string.Join(", ", Token.Networks));
        _scopes.UnionWith(Token?.Scopes ?? []);
        _ids.UnionWith(Token?.ReadableIds ?? []);
        var (loaded, readable) = await Runner.RunAsync(ReadableAsync);
        if (loaded)
            _readable = readable!;
    }

    private async Task<Result<List<(Guid, string, bool)>>> ReadableAsync()
    {
        var actor = await Circuit.GetAsync();
        var all = new PageRequest(1, PageRequest.MaxSize);
        var bots = await Bots.ListAsync(actor, null, all, CancellationToken.None);
        var secrets = await Secrets.ListAsync(actor, new SecretFilter(), all, CancellationToken.None);
        if ((bots.Error ?? secrets.Error) is { } error)
            return error;
        List<(Guid, string, bool)> readable = [.. bots.Value.Items.Select(b => (b.Id.Value, b.Name, true)), .. secrets.Value.Items.Select(s => (s.Id.Value, s.Name, false))];
        return readable;
    }

    private async Task SaveAsync()
    {
        var actor = await Circuit.GetAsync();
        var (saved, done) = Token is null
            ? Boxed(await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => Service.CreateAsync(actor, Draft(), CancellationToken.None), CancellationToken.None)))
            : Boxed(await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => Service.ChangeAsync(actor, Token.Id, Draft(), Token.Stamp, CancellationToken.None), CancellationToken.None), Loc[nameof(ServiceTokenTexts.SavedDone)]));
        if (saved)
            Dialog.Close(DialogResult.Ok(done));
    }

    private ServiceTokenDraft Draft() => new()
    {
        Name = _name,
        Scopes = [.. _scopes],
        ReadableIds = _scopes.Contains(ServiceTokenScopes.SecretsRead) ? [.. _ids] : [],
        Networks = (_networks ?? "").Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ExpiresAt = Token is null ? Clock.UtcNow.AddDays(_days) : null,
    };

    private static (bool, object?) Boxed<T>((bool Succeeded, T? Value) ran) => (ran.Succeeded, ran.Value);

    private static void Switch<T>(HashSet<T> set, T item, object? on)
    {
        if (on is true)
            set.Add(item);
        else
            set.Remove(item);
    }
}
