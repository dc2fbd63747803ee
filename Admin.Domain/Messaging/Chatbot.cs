using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

/// <summary>A bot of the organization's. The platform runs it elsewhere; here it is what secrets and numbers belong to.</summary>
public sealed class Chatbot : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;
    public const int DescriptionMaxLength = 500;

    private Chatbot()
    {
    }

    public ChatbotId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lower-case name: unique in the organization.</summary>
    public string NormalizedName { get; private set; } = "";

    public string? Description { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static Chatbot Create(OrganizationId organization, string name, string? description, DateTime now)
    {
        var chatbot = new Chatbot { Id = ChatbotId.New(), OrganizationId = organization, CreatedAt = now };
        chatbot.Change(name, description);
        return chatbot;
    }

    public void Change(string name, string? description)
    {
        Name = name.Trim();
        NormalizedName = Names.Normalize(name);
        Description = description;
    }
}

internal sealed class ChatbotConfiguration : IEntityTypeConfiguration<Chatbot>
{
    public void Configure(EntityTypeBuilder<Chatbot> builder)
    {
        builder.ToTable("Chatbots");
        builder.HasKey(c => new { c.OrganizationId, c.Id });
        builder.Property(c => c.Name).HasMaxLength(Chatbot.NameMaxLength);
        builder.Property(c => c.NormalizedName).HasMaxLength(Chatbot.NameMaxLength);
        builder.Property(c => c.Description).HasMaxLength(Chatbot.DescriptionMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.OrganizationId, c.NormalizedName }).IsUnique();
    }
}
