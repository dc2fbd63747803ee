using Admin.Domain.Messaging.Templating;
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

/// <summary>A message template that the Cloud API has approved (or not), by business account, name and language.</summary>
public sealed class Template : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 512;
    public const int LanguageMaxLength = 15;
    public const int BodyMaxLength = 1024;
    public const int ReasonMaxLength = 60;
    public const int WhatsAppIdMaxLength = 32;

    /// <summary>Reason of one that WhatsApp lists no more.</summary>
    public const string Deleted = "DELETED";

    private Template()
    {
    }

    public TemplateId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Such as <c>en_US</c> or <c>pt_BR</c>.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The WhatsApp Business account that it belongs to; empty while that is not known.</summary>
    public string BusinessAccountId { get; private set; } = "";

    /// <summary>WhatsApp's id of it; null until it was synchronised.</summary>
    public string? WhatsAppId { get; private set; }

    public TemplateCategory Category { get; private set; }

    public TemplateFormat Format { get; private set; }

    /// <summary>With its places in double braces; also in <see cref="Components"/>, here for lists and searches.</summary>
    public string Body { get; private set; } = "";

    /// <summary>How many places the body has.</summary>
    public int ParameterCount { get; private set; }

    /// <summary>Every component, as WhatsApp listed them: a JSON array. Null: only the body is known.</summary>
    public string? Components { get; private set; }

    /// <summary>When WhatsApp last listed it; null: never.</summary>
    public DateTime? SynchronizedAt { get; private set; }

    /// <summary>When WhatsApp was found to list it no more; null while it does.</summary>
    public DateTime? GoneAt { get; private set; }

    public TemplateStatus Status { get; private set; }

    /// <summary>Why it has this status, in WhatsApp's word, such as <c>DELETED</c> or <c>ABUSIVE_CONTENT</c>.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>When WhatsApp last told of the status; what it told before that changes nothing any more.</summary>
    public DateTime? StatusAt { get; private set; }

    public QualityRating Quality { get; private set; }

    public DateTime? QualityAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    /// <param name="category">As WhatsApp tells it; marketing rules hold for one that is not known.</param>
    public static Template Create(OrganizationId organization, string name, string language, string body, int parameterCount, TemplateStatus status, DateTime now, TemplateCategory category = TemplateCategory.Unknown) => new()
    {
        Id = TemplateId.New(),
        OrganizationId = organization,
        Name = name,
        Language = language,
        Body = body,
        ParameterCount = parameterCount,
        Status = status,
        Category = category,
        CreatedAt = now,
    };

    /// <summary>What it consists of.</summary>
    public TemplateContent Content => Components is null ? TemplateContent.OfBody(Body) : TemplateParser.Parse(WordOf(Format), Components);

    /// <summary>Takes over what WhatsApp lists. True when anything of it is new; that it was seen is noted in any case.</summary>
    /// <param name="at">When it was asked: what a webhook told later stands.</param>
    public bool Synchronize(string businessAccountId, ListedTemplate listed, DateTime at)
    {
        var before = (BusinessAccountId, WhatsAppId, Category, Format, Components, Status, StatusReason, Quality, GoneAt);
        var content = TemplateParser.Parse(listed.Format, listed.Components);
        (BusinessAccountId, WhatsAppId, SynchronizedAt, GoneAt) = (businessAccountId, listed.Id, at, null);
        (Category, Format, Components) = (TemplateParser.Category(listed.Category), content.Format, listed.Components);
        Body = content.Body.Length > BodyMaxLength ? content.Body[..BodyMaxLength] : content.Body;
        ParameterCount = content.Parameters.Count(p => p.Place == TemplatePlace.Body);
        if (TemplateParser.Status(listed.Status) is { } status)
            Hear(at, status, listed.Reason);
        Hear(at, TemplateParser.Quality(listed.Quality));
        return before != (BusinessAccountId, WhatsAppId, Category, Format, Components, Status, StatusReason, Quality, GoneAt);
    }

    /// <summary>WhatsApp lists it no more. False when that is known.</summary>
    public bool Go(DateTime at)
    {
        if (GoneAt is not null)
            return false;
        GoneAt = at;
        Hear(at, TemplateStatus.Disabled, Deleted);
        return true;
    }

    // The parser takes WhatsApp's words.
    private static string WordOf(TemplateFormat format) => format == TemplateFormat.Named ? "NAMED" : "POSITIONAL";

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
        builder.Property(t => t.BusinessAccountId).HasMaxLength(Number.BusinessAccountIdMaxLength).HasDefaultValue("");
        builder.Property(t => t.WhatsAppId).HasMaxLength(Template.WhatsAppIdMaxLength);
        builder.Property(t => t.Category).HasDefaultValue(TemplateCategory.Unknown);
        builder.Property(t => t.Format).HasDefaultValue(TemplateFormat.Positional);
        builder.Ignore(t => t.Content);
        builder.Property(t => t.Quality).HasDefaultValue(QualityRating.Unknown);
        builder.Property(t => t.StatusReason).HasMaxLength(Template.ReasonMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.OrganizationId, t.BusinessAccountId, t.Name, t.Language }).IsUnique();
    }
}
