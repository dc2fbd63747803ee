using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

public enum TemplateStatus
{
    Pending,
    Approved,
    Rejected,
    Paused,
    Disabled,
}

/// <summary>A message template that the Cloud API has approved (or not), by name and language.</summary>
public sealed class Template : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 512;
    public const int LanguageMaxLength = 15;
    public const int BodyMaxLength = 1024;
    public const int ReasonMaxLength = 60;

    private Template()
    {
    }

    public TemplateId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Such as <c>en_US</c> or <c>pt_BR</c>.</summary>
    public string Language { get; private set; } = "";

    /// <summary>With <c>{{1}}</c>, <c>{{2}}</c> … where parameters go.</summary>
    public string Body { get; private set; } = "";

    public int ParameterCount { get; private set; }

    public TemplateStatus Status { get; private set; }

    /// <summary>Why it has this status, in WhatsApp's word, such as <c>DELETED</c> or <c>ABUSIVE_CONTENT</c>.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>When WhatsApp last told of the status; what it told before that changes nothing any more.</summary>
    public DateTime? StatusAt { get; private set; }

    public QualityRating Quality { get; private set; }

    public DateTime? QualityAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static Template Create(OrganizationId organization, string name, string language, string body, int parameterCount, TemplateStatus status, DateTime now) => new()
    {
        Id = TemplateId.New(),
        OrganizationId = organization,
        Name = name,
        Language = language,
        Body = body,
        ParameterCount = parameterCount,
        Status = status,
        CreatedAt = now,
    };

    public void Become(TemplateStatus status) => Status = status;

    /// <summary>Takes over a status that a webhook tells. False when something newer is known.</summary>
    public bool Hear(DateTime at, TemplateStatus status, string? reason)
    {
        if (StatusAt > at)
            return false;
        (Status, StatusAt) = (status, at);
        StatusReason = reason is { Length: > ReasonMaxLength } ? reason[..ReasonMaxLength] : reason;
        return true;
    }

    /// <summary>Takes over a quality that a webhook tells. False when something newer is known.</summary>
    public bool Hear(DateTime at, QualityRating quality)
    {
        if (QualityAt > at)
            return false;
        (Quality, QualityAt) = (quality, at);
        return true;
    }
}

internal sealed class TemplateConfiguration : IEntityTypeConfiguration<Template>
{
    public void Configure(EntityTypeBuilder<Template> builder)
    {
        builder.ToTable("Templates");
        builder.HasKey(t => new { t.OrganizationId, t.Id });
        builder.Property(t => t.Name).HasMaxLength(Template.NameMaxLength);
        builder.Property(t => t.Language).HasMaxLength(Template.LanguageMaxLength);
        builder.Property(t => t.Body).HasMaxLength(Template.BodyMaxLength);
        builder.Property(t => t.Quality).HasDefaultValue(QualityRating.Unknown);
        builder.Property(t => t.StatusReason).HasMaxLength(Template.ReasonMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.OrganizationId, t.Name, t.Language }).IsUnique();
    }
}
