using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>A contact as programs send it. What is not given stays as it is.</summary>
internal sealed record ContactBody(string? Phone, string? Name, Dictionary<string, string?>? Fields, IReadOnlyList<string>? Tags)
{
    public ContactDraft ToDraft() => new(Phone, Name, Fields is null ? null : [.. Fields], Tags);
}

internal sealed record ConsentBody(ConsentPurpose Purpose, ConsentState State, string? Source, DateTime? At)
{
    public ConsentDraft ToDraft() => new(Purpose, State, Source, At);
}

/// <param name="ContactId">The one that goes.</param>
internal sealed record ContactMergeBody(ContactId ContactId);

internal sealed record ContactListBody(string? Name);

internal sealed record ContactIdsBody(IReadOnlyList<ContactId>? ContactIds);

/// <summary>Which contacts a program wants to see.</summary>
internal sealed record ContactQuery(
    [FromQuery(Name = "q")] string? Text,
    [FromQuery(Name = "list_id")] Guid? List,
    string? Tag,
    string? Marketing,
    string? Utility,
    [FromQuery(Name = "opted_out")] bool? OptedOut,
    [FromQuery(Name = "created_from")] DateTimeOffset? CreatedFrom,
    [FromQuery(Name = "created_before")] DateTimeOffset? CreatedBefore)
{
    public Result<ContactFilter> Read()
    {
        var marketing = QueryWords.Read<ConsentState>(Marketing, "marketing");
        if (marketing.Failed)
            return marketing.Error;
        var utility = QueryWords.Read<ConsentState>(Utility, "utility");
        if (utility.Failed)
            return utility.Error;
        return new ContactFilter(Text, List is { } list ? ContactListId.From(list) : null, Tag, marketing.Value, utility.Value, OptedOut, CreatedFrom?.UtcDateTime, CreatedBefore?.UtcDateTime);
    }
}

/// <summary>A contact as programs see it.</summary>
internal sealed record ContactShown(
    ContactId Id,
    string Phone,
    string Name,
    IReadOnlyDictionary<string, string> Fields,
    IReadOnlyList<string> Tags,
    string MarketingConsent,
    DateTime? MarketingConsentAt,
    string UtilityConsent,
    DateTime? UtilityConsentAt,
    bool OptedOut,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    public static ContactShown Of(ContactView view) => new(
        view.Id,
        view.Phone,
        view.Name,
        view.Fields,
        view.Tags,
        SnakeCase.Of(view.Marketing),
        view.MarketingAt,
        SnakeCase.Of(view.Utility),
        view.UtilityAt,
        view.IsOptedOut,
        view.CreatedAt,
        view.UpdatedAt);
}

/// <summary>A contact with its lists and its history of consent.</summary>
internal sealed record ContactDetailShown(ContactShown Contact, IReadOnlyList<ContactListName> Lists, IReadOnlyList<ConsentShown> Consents, OptOutShown? OptOut)
{
    public static ContactDetailShown Of(ContactDetail detail) => new(
        ContactShown.Of(detail.Contact),
        detail.Lists,
        [.. detail.Consents.Select(ConsentShown.Of)],
        detail.OptOut is { } optOut ? OptOutShown.Of(optOut) : null);
}

internal sealed record ConsentShown(string Purpose, string State, DateTime At, string Source, string? RecordedBy, DateTime RecordedAt)
{
    public static ConsentShown Of(ConsentView view) => new(SnakeCase.Of(view.Purpose), SnakeCase.Of(view.State), view.At, view.Source, view.By, view.RecordedAt);
}

internal sealed record ContactListShown(ContactListId Id, string Name, int Size, DateTime CreatedAt)
{
    public static ContactListShown Of(ContactListView view) => new(view.Id, view.Name, view.Size, view.CreatedAt);
}

internal sealed record ContactMessageShown(
    Guid CampaignId,
    string Campaign,
    string State,
    string? Reason,
    DateTime? SentAt,
    DateTime? DeliveredAt,
    DateTime? ReadAt,
    DateTime? FailedAt,
    DateTime? RespondedAt)
{
    public static ContactMessageShown Of(ContactMessage message) => new(
        message.CampaignId.Value,
        message.Campaign,
        SnakeCase.Of(message.State),
        message.Reason,
        message.SentAt,
        message.DeliveredAt,
        message.ReadAt,
        message.FailedAt,
        message.RespondedAt);
}

internal sealed record CountShown(int Count);

internal sealed record ChangedShown(int Changed);
