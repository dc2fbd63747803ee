using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Web.Api;

internal sealed record AudienceListBody(ContactListId ContactListId);

/// <summary>A part of an audience as programs send it: one of the two.</summary>
internal sealed record AudiencePartBody(AudienceContactsBody? Contacts, AudienceEarlierBody? Earlier)
{
    public AudiencePartDraft ToDraft() => new(
        Contacts is { } c ? new ContactFilter(List: c.ListId, Tag: c.Tag, Marketing: c.Marketing, Utility: c.Utility, CreatedFrom: c.CreatedFrom, CreatedBefore: c.CreatedBefore) : null,
        Earlier is { } e ? new EarlierOutcome(e.CampaignId, e.Outcome, e.Code) : null);
}

/// <summary>What is not given does not matter.</summary>
internal sealed record AudienceContactsBody(ContactListId? ListId, string? Tag, ConsentState? Marketing, ConsentState? Utility, DateTime? CreatedFrom, DateTime? CreatedBefore);

internal sealed record AudienceEarlierBody(CampaignId CampaignId, CampaignOutcome Outcome, string? Code);

/// <summary>What became of a file.</summary>
internal sealed record AudienceShown(int Imported, int Duplicates, IReadOnlyList<RejectedRow> Rejected, int RejectedTotal, IReadOnlyList<string> Columns)
{
    private const int Listed = 1000;

    public static AudienceShown Of(AudienceImport import) =>
        new(import.Imported, import.Duplicates, [.. import.Rejected.Take(Listed)], import.Rejected.Count, import.Columns);
}

/// <summary>An audience as programs see it.</summary>
/// <param name="People">Different phones of everything.</param>
internal sealed record CampaignAudienceShown(int FromFiles, int People, IReadOnlyList<AudiencePartShown> Parts)
{
    public static CampaignAudienceShown Of(AudienceView view) => new(view.FromFiles, view.People, [.. view.Parts.Select(AudiencePartShown.Of)]);
}

/// <summary>One of its parts; one of <paramref name="Contacts"/> and <paramref name="Earlier"/> is null.</summary>
internal sealed record AudiencePartShown(AudiencePartId Id, AudienceContactsShown? Contacts, AudienceEarlierShown? Earlier, int Size)
{
    public static AudiencePartShown Of(AudiencePartView view) => new(
        view.Id,
        view.Contacts is { } c ? new AudienceContactsShown(c.List, view.ListName, c.Tag, c.Marketing, c.Utility, c.CreatedFrom, c.CreatedBefore) : null,
        view.Earlier is { } e ? new AudienceEarlierShown(e.Campaign, view.EarlierName!, e.Outcome, e.Code) : null,
        view.Size);
}

internal sealed record AudienceContactsShown(ContactListId? ListId, string? ListName, string? Tag, ConsentState? Marketing, ConsentState? Utility, DateTime? CreatedFrom, DateTime? CreatedBefore);

internal sealed record AudienceEarlierShown(CampaignId CampaignId, string CampaignName, CampaignOutcome Outcome, string? Code);

internal sealed record AudienceSizeShown(int Size);
