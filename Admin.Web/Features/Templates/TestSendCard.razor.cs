using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Templates;

public sealed partial class TestSendCard : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private string _phone = "";
    private TestSendView? _answer;

    [Parameter, EditorRequired]
    public required TemplateId Template { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<NumberChoice> Numbers { get; set; }

    /// <summary>From which number.</summary>
    [Parameter, EditorRequired]
    public required string? PhoneNumberId { get; set; }

    /// <summary>Without it the number cannot be chosen here.</summary>
    [Parameter]
    public EventCallback<string?> PhoneNumberIdChanged { get; set; }

    /// <summary>What every place is bound to, when the button is pressed.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<TemplateBinding>> Bindings { get; set; }

    /// <summary>Values of columns.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string>? Fields { get; set; }

    [Inject]
    public required TestSends Tests { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Run { get; init; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task SendAsync()
    {
        _answer = null;
        var draft = new TestSendDraft(PhoneNumberId, _phone, Bindings()) { Fields = Fields ?? new Dictionary<string, string>() };
        var (sent, answer) = await Run.RunAsync(async () => await Tests.SendAsync(await Circuit.GetAsync(_left.Token), Template, draft, _left.Token));
        _answer = sent ? answer : null;
    }
}
