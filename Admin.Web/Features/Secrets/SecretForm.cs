using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;

namespace Admin.Web.Features.Secrets;

/// <summary>What a person fills in; the value is not here: it stays in the browser until it is sent.</summary>
internal sealed class SecretForm
{
    public string Name { get; set; } = "";

    public SecretKind Kind { get; set; } = SecretKind.ApiKey;

    public SecretVisibility Visibility { get; set; }

    public string Chatbot { get; set; } = "";

    public string Provider { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>Separated by commas.</summary>
    public string Tags { get; set; } = "";

    /// <summary>In the person's zone.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>A person's id, or nobody.</summary>
    public string Owner { get; set; } = "";

    public int? RotationDays { get; set; }

    public bool IsBinary { get; set; }

    public string Note { get; set; } = "";

    public SecretEncoding Encoding => IsBinary ? SecretEncoding.Base64 : SecretEncoding.Text;

    private IReadOnlyList<string> TagList => Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private PersonId? OwnerId => Guid.TryParse(Owner, out var id) ? PersonId.From(id) : null;

    private ChatbotId? ChatbotId => Guid.TryParse(Chatbot, out var id) ? new ChatbotId(id) : null;

    public static SecretForm Of(SecretView secret, PersonClock clock) => new()
    {
        Name = secret.Name,
        Kind = secret.Kind,
        Visibility = secret.Visibility,
        Chatbot = secret.ChatbotId?.ToString() ?? "",
        Provider = secret.Provider,
        Description = secret.Description ?? "",
        Tags = string.Join(", ", secret.Tags),
        ExpiresAt = secret.ExpiresAt is { } at ? clock.ToLocal(at) : null,
        Owner = secret.OwnerId?.ToString() ?? "",
        RotationDays = secret.RotationDays,
    };

    public SecretDraft ToDraft(SecretInput? value, PersonClock clock) => new(Name, value)
    {
        Kind = Kind,
        Visibility = Visibility,
        ChatbotId = ChatbotId,
        Provider = Provider.Length > 0 ? Provider : null,
        Description = Description,
        Tags = TagList,
        ExpiresAt = ExpiresAt is { } at ? clock.ToUtc(at) : null,
        OwnerId = OwnerId,
        RotationDays = RotationDays,
        Note = Note,
    };

    /// <summary>Only what differs from <paramref name="secret"/>, so that an expiry that has passed does not forbid renaming.</summary>
    public SecretChange ToChange(SecretView secret, SecretInput? value, PersonClock clock)
    {
        var before = Of(secret, clock);
        return new SecretChange
        {
            Name = Name == before.Name ? default : new Given<string>(true, Name),
            Value = value,
            Kind = Kind == before.Kind ? null : Kind,
            Visibility = Visibility == before.Visibility ? null : Visibility,
            Provider = Provider == before.Provider ? null : Provider,
            ChatbotId = Chatbot == before.Chatbot ? default : new Given<ChatbotId?>(true, ChatbotId),
            Description = Description == before.Description ? default : new Given<string>(true, Description),
            Tags = Tags == before.Tags ? default : new Given<IReadOnlyList<string>>(true, TagList),
            ExpiresAt = ExpiresAt == before.ExpiresAt ? default : new Given<DateTime?>(true, ExpiresAt is { } at ? clock.ToUtc(at) : null),
            OwnerId = Owner == before.Owner ? default : new Given<PersonId?>(true, OwnerId),
            RotationDays = RotationDays == before.RotationDays ? default : new Given<int?>(true, RotationDays),
            Note = Note,
        };
    }
}
