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
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.OrganizationId, t.Name, t.Language }).IsUnique();
    }
}
