using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Notices;

/// <summary>Whether one person gets a group of an organization's notices by mail too. Without a row the group's default holds.</summary>
public sealed class NoticePreference : ITenantOwned
{
    private NoticePreference()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }

    public NoticeGroup Group { get; private set; }

    public bool Mail { get; private set; }

    internal static NoticePreference Create(OrganizationId organization, PersonId person, NoticeGroup group, bool mail) =>
        new() { OrganizationId = organization, PersonId = person, Group = group, Mail = mail };

    internal void Choose(bool mail) => Mail = mail;
}

internal sealed class NoticePreferenceConfiguration : IEntityTypeConfiguration<NoticePreference>
{
    public void Configure(EntityTypeBuilder<NoticePreference> builder)
    {
        builder.ToTable("NoticePreferences");
        builder.HasKey(p => new { p.OrganizationId, p.PersonId, p.Group });
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
