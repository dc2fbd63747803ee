using Admin.Domain.Campaigns;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>A contact as it is shown. Phone, name and the texts of the fields are masked for those who may not read personal data.</summary>
/// <param name="Fields">Without the name.</param>
/// <param name="Tags">In order.</param>
public sealed record ContactView(
    ContactId Id,
    string Phone,
    string Name,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyList<string> Tags,
    ConsentState Marketing,
    DateTime? MarketingAt,
    ConsentState Utility,
    DateTime? UtilityAt,
    bool IsOptedOut,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    Guid Stamp)
{
    internal static ContactView Of(Contact contact, IReadOnlyList<string> tags, bool optedOut, bool masked) => new(
        contact.Id,
        masked ? PhoneMask.Of(contact.Phone) : contact.Phone,
        masked ? NameMask.Of(contact.Name) : contact.Name,
        Shown(ContactFields.Parse(contact.Fields), masked),
        tags,
        contact.MarketingConsent,
        contact.MarketingConsentAt,
        contact.UtilityConsent,
        contact.UtilityConsentAt,
        optedOut,
        contact.CreatedAt,
        contact.UpdatedAt,
        contact.Stamp);

    private static Dictionary<string, string> Shown(ContactFields fields, bool masked) => fields.Values
        .Where(f => f.Key != ContactFields.NameField)
        .ToDictionary(f => f.Key, f => masked ? NameMask.Hidden : f.Value, StringComparer.Ordinal);
}

/// <summary>One contact with everything that is known of it but what was sent to it.</summary>
/// <param name="Lists">That it stands on, by name.</param>
/// <param name="Consents">Latest first.</param>
/// <param name="OptOut">Null: it may be written to.</param>
public sealed record ContactDetail(ContactView Contact, IReadOnlyList<ContactListName> Lists, IReadOnlyList<ConsentView> Consents, OptOutView? OptOut);

public sealed record ContactListName(ContactListId Id, string Name);

/// <param name="Size">Contacts on it.</param>
public sealed record ContactListView(ContactListId Id, string Name, int Size, DateTime CreatedAt, Guid Stamp);

/// <param name="Source">Where and how, in the words of whoever wrote it down; masked for those who may not read personal data.</param>
/// <param name="By">Name of the person or token; a job's own name; null when there is no such person any more.</param>
public sealed record ConsentView(ConsentPurpose Purpose, ConsentState State, DateTime At, string Source, string? By, DateTime RecordedAt);

/// <summary>What one campaign sent to a contact.</summary>
public sealed record ContactMessage(
    CampaignId CampaignId,
    string Campaign,
    int Ordinal,
    RecipientState State,
    string? Reason,
    DateTime? SentAt,
    DateTime? DeliveredAt,
    DateTime? ReadAt,
    DateTime? FailedAt,
    DateTime? RespondedAt);
