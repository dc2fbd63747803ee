using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.PersonalData;

/// <summary>How long an organization keeps what names people. Without a row of its own: as long as the defaults say.</summary>
public sealed class RetentionTerms : ITenantOwned, IVersioned
{
    public const int DefaultQueryHistoryDays = 90;
    public const int DefaultRecipientMonths = 12;
    public const int DefaultWebhookBodyDays = 30;
    public const int DefaultUploadDays = 7;
    public const int FewestDays = 7;
    public const int MostDays = 3650;
    public const int FewestMonths = 1;
    public const int MostMonths = 120;
    public const int FewestWebhookBodyDays = 1;
    public const int MostWebhookBodyDays = 365;
    public const int FewestUploadDays = 1;
    public const int MostUploadDays = 30;

    private RetentionTerms()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Days after which a run leaves the console's history.</summary>
    public int QueryHistoryDays { get; private set; } = DefaultQueryHistoryDays;

    /// <summary>Months after the end of a campaign for which its recipients keep phone and parameters; then counts and a mark are left.</summary>
    public int RecipientMonths { get; private set; } = DefaultRecipientMonths;

    /// <summary>Days for which the bytes of a webhook stay, once it is merged and passed on.</summary>
    public int WebhookBodyDays { get; private set; } = DefaultWebhookBodyDays;

    /// <summary>Days for which an import that has ended keeps its rejected rows and its file's name, and one that was left unfinished waits.</summary>
    public int UploadDays { get; private set; } = DefaultUploadDays;

    public Guid Stamp { get; private set; }

    public static RetentionTerms Create(OrganizationId organization) => new() { OrganizationId = organization };

    internal void Change(RetentionChange change) =>
        (QueryHistoryDays, RecipientMonths, WebhookBodyDays, UploadDays) = (change.QueryHistoryDays, change.RecipientMonths, change.WebhookBodyDays, change.UploadDays);
}

/// <summary>What somebody wants the terms to be.</summary>
public sealed record RetentionChange(int QueryHistoryDays, int RecipientMonths, int WebhookBodyDays, int UploadDays);

/// <summary>The terms as they rule.</summary>
/// <param name="Stamp">The organization's id while the defaults rule.</param>
public sealed record RetentionView(int QueryHistoryDays, int RecipientMonths, int WebhookBodyDays, int UploadDays, Guid Stamp);

internal sealed class RetentionTermsConfiguration : IEntityTypeConfiguration<RetentionTerms>
{
    public void Configure(EntityTypeBuilder<RetentionTerms> builder)
    {
        builder.ToTable("RetentionTerms");
        builder.HasKey(t => t.OrganizationId);
        builder.Property(t => t.WebhookBodyDays).HasDefaultValue(RetentionTerms.DefaultWebhookBodyDays);
        builder.Property(t => t.UploadDays).HasDefaultValue(RetentionTerms.DefaultUploadDays);
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
