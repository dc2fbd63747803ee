using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Templating;

/// <summary>When an organization's templates were last read from WhatsApp, and how that ended. One row per organization.</summary>
public sealed class TemplateSyncState : ITenantOwned, IVersioned
{
    public const int ErrorMaxLength = 60;

    private TemplateSyncState()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Moves first, so that two nodes or two presses do not both ask WhatsApp.</summary>
    public DateTime AttemptedAt { get; private set; }

    public DateTime? SucceededAt { get; private set; }

    /// <summary>Code of the error that the last try ended with; null when it ended well.</summary>
    public string? ErrorCode { get; private set; }

    public Guid Stamp { get; private set; }

    public static TemplateSyncState Create(OrganizationId organization, DateTime now) => new() { OrganizationId = organization, AttemptedAt = now };

    public void Attempt(DateTime now) => AttemptedAt = now;

    /// <param name="errorCode">Null: it ended well.</param>
    public void End(DateTime now, string? errorCode)
    {
        ErrorCode = errorCode;
        if (errorCode is null)
            SucceededAt = now;
    }
}

internal sealed class TemplateSyncStateConfiguration : IEntityTypeConfiguration<TemplateSyncState>
{
    public void Configure(EntityTypeBuilder<TemplateSyncState> builder)
    {
        builder.ToTable("TemplateSyncStates");
        builder.HasKey(s => s.OrganizationId);
        builder.Property(s => s.ErrorCode).HasMaxLength(TemplateSyncState.ErrorMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
