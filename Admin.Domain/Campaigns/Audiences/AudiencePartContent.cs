using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>Whom a part names, in the database's own terms; exactly one of the two is given.</summary>
internal sealed record AudiencePartContent(ContactFilter? Contacts = null, EarlierTerms? Earlier = null)
{
    /// <summary>Checks what somebody asks for. An unknown list or campaign is not found; an unknown tag is none yet.</summary>
    public static async Task<Result<AudiencePartContent>> CheckAsync(AdminDbContext db, AudiencePartDraft draft, CancellationToken ct)
    {
        if (draft is { Contacts: { } contacts, Earlier: null })
            return await ContactsAsync(db, contacts, ct);
        return draft is { Contacts: null, Earlier: { } earlier } ? await EarlierAsync(db, earlier, ct) : AudiencePartErrors.Invalid;
    }

    /// <summary>Looks up what it names; a list that has gone names nobody.</summary>
    public async Task<AudienceTerms> ReadAsync(AdminDbContext db, CancellationToken ct) => Earlier is { } earlier
        ? new AudienceTerms(null, earlier)
        : new AudienceTerms(await ContactTerms.ReadAsync(db, Contacts!, ct) is { Failed: false, Value: var terms } ? terms : new ContactTerms(Contacts!, IsNobody: true), null);

    /// <summary>Whether both name the same people, however the tag is written.</summary>
    public bool IsSame(AudiencePartContent other) => Plain() == other.Plain();

    private AudiencePartContent Plain() => Contacts is { Tag: { } tag } ? this with { Contacts = Contacts with { Tag = Names.Normalize(tag) } } : this;

    private static async Task<Result<AudiencePartContent>> ContactsAsync(AdminDbContext db, ContactFilter filter, CancellationToken ct)
    {
        if (filter.Text is not null || filter.OptedOut is not null || (filter.Tag is not null && !ContactTag.IsName(filter.Tag)))
            return AudiencePartErrors.Invalid;
        if (filter.List is { } list && !await db.Set<ContactList>().AnyAsync(l => l.Id == list, ct))
            return ContactListErrors.NotFound;
        return new AudiencePartContent(filter with { Tag = filter.Tag?.Trim() });
    }

    private static async Task<Result<AudiencePartContent>> EarlierAsync(AdminDbContext db, EarlierOutcome earlier, CancellationToken ct)
    {
        if (earlier.Code is { } code && (earlier.Outcome != CampaignOutcome.Failed || code.Length is 0 or > Recipient.ReasonMaxLength))
            return AudiencePartErrors.Invalid;
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == earlier.Campaign, ct) is not { } campaign)
            return CampaignErrors.NotFound;
        return campaign.StartedAt is null ? AudiencePartErrors.CampaignNotStarted : new AudiencePartContent(Earlier: new EarlierTerms(campaign.Key, earlier.Outcome, earlier.Code));
    }
}
