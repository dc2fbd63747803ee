using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>
/// People who belong to a campaign's audience: contacts of a filter, or those of an earlier campaign by what became of its message. They are
/// looked up and frozen into recipients when the campaign starts.
/// </summary>
public sealed class CampaignAudiencePart : ITenantOwned
{
    private CampaignAudiencePart()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public AudiencePartId Id { get; private set; }

    public long CampaignKey { get; private set; }

    public ContactListId? ListId { get; private set; }

    /// <summary>As the person wrote it; it need not exist.</summary>
    public string? Tag { get; private set; }

    public ConsentState? Marketing { get; private set; }

    public ConsentState? Utility { get; private set; }

    public DateTime? CreatedFrom { get; private set; }

    public DateTime? CreatedBefore { get; private set; }

    /// <summary>The earlier campaign; null: contacts of the filter above.</summary>
    public long? EarlierKey { get; private set; }

    public CampaignOutcome? Outcome { get; private set; }

    public string? Code { get; private set; }

    /// <summary>How many it brought that were not there yet; null until the campaign has started.</summary>
    public int? Brought { get; private set; }

    internal AudiencePartContent Content => EarlierKey is { } earlier
        ? new AudiencePartContent(Earlier: new EarlierTerms(earlier, Outcome!.Value, Code))
        : new AudiencePartContent(new ContactFilter(List: ListId, Tag: Tag, Marketing: Marketing, Utility: Utility, CreatedFrom: CreatedFrom, CreatedBefore: CreatedBefore));

    internal static CampaignAudiencePart Create(Campaign campaign, AudiencePartContent content) => new()
    {
        OrganizationId = campaign.OrganizationId,
        Id = AudiencePartId.New(),
        CampaignKey = campaign.Key,
        ListId = content.Contacts?.List,
        Tag = content.Contacts?.Tag,
        Marketing = content.Contacts?.Marketing,
        Utility = content.Contacts?.Utility,
        CreatedFrom = content.Contacts?.CreatedFrom,
        CreatedBefore = content.Contacts?.CreatedBefore,
        EarlierKey = content.Earlier?.Campaign,
        Outcome = content.Earlier?.Outcome,
        Code = content.Earlier?.Code,
    };

    /// <summary>Its people have become recipients.</summary>
    internal void Freeze(int brought) => Brought = brought;
}

internal sealed class CampaignAudiencePartConfiguration : IEntityTypeConfiguration<CampaignAudiencePart>
{
    public void Configure(EntityTypeBuilder<CampaignAudiencePart> builder)
    {
        builder.ToTable("CampaignAudienceParts");
        builder.HasKey(p => new { p.OrganizationId, p.Id });
        builder.Property(p => p.Tag).HasMaxLength(ContactTag.NameMaxLength);
        builder.Property(p => p.Code).HasMaxLength(Recipient.ReasonMaxLength);
        builder.Ignore(p => p.Content);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(p => new { p.OrganizationId, p.CampaignKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(p => new { p.OrganizationId, p.EarlierKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ContactList>().WithMany().HasForeignKey(p => new { p.OrganizationId, p.ListId }).OnDelete(DeleteBehavior.Restrict);
    }
}
