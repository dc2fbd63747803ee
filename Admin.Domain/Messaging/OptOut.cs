using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

/// <summary>A phone that asked this organization for no more campaigns.</summary>
public sealed class OptOut : ITenantOwned
{
    public const int SourceMaxLength = 40;

    /// <summary>Entered by somebody of the organization's.</summary>
    public const string ByPerson = "person";

    public const string ByServiceToken = "service_token";

    /// <summary>Stopped in WhatsApp itself, or told by an error of its.</summary>
    public const string FromWhatsApp = "whatsapp";

    /// <summary>One of the organization's words as an answer.</summary>
    public const string FromKeyword = "keyword";

    /// <summary>A quick reply that means it.</summary>
    public const string FromButton = "button";

    /// <summary>Every source there is.</summary>
    public static IReadOnlyList<string> Sources { get; } = [ByPerson, ByServiceToken, FromWhatsApp, FromKeyword, FromButton];

    /// <summary>Said by the person themself, who can also take it back in WhatsApp; what somebody entered here stays.</summary>
    public static IReadOnlyList<string> FromThemselves { get; } = [FromWhatsApp, FromKeyword, FromButton];

    private OptOut()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Canonical (<see cref="CanonicalPhone"/>).</summary>
    public string Phone { get; private set; } = "";

    /// <summary>How it became known: <c>person</c>, <c>service_token</c>, <c>whatsapp</c>, <c>keyword</c> or <c>button</c>.</summary>
    public string Source { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public static OptOut Create(OrganizationId organization, string phone, string source, DateTime now) =>
        new() { OrganizationId = organization, Phone = phone, Source = source, CreatedAt = now };
}

internal sealed class OptOutConfiguration : IEntityTypeConfiguration<OptOut>
{
    public void Configure(EntityTypeBuilder<OptOut> builder)
    {
        builder.ToTable("OptOuts");
        builder.HasKey(o => new { o.OrganizationId, o.Phone });
        builder.Property(o => o.Phone).HasMaxLength(Contact.PhoneMaxLength);
        builder.Property(o => o.Source).HasMaxLength(OptOut.SourceMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(o => o.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        // The order of the list.
        builder.HasIndex(o => new { o.OrganizationId, o.CreatedAt, o.Phone });
    }
}
