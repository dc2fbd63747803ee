using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Admin.Domain.Organizations;

/// <summary>What the context checks and stamps before each save.</summary>
internal static class TenancyRules
{
    public static void Apply(AdminDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
                continue;
            if (entry.Entity is ITenantOwned owned)
                Check(db.Scope, entry, owned);
            if (entry.Entity is IVersioned && entry.State is not EntityState.Deleted)
                entry.Property(nameof(IVersioned.Stamp)).CurrentValue = Guid.CreateVersion7();
        }
    }

    private static void Check(TenantScope scope, EntityEntry entry, ITenantOwned owned)
    {
        var property = entry.Property(nameof(ITenantOwned.OrganizationId));
        if (entry.State == EntityState.Added && scope.Organization is { } tenant && owned.OrganizationId == default)
            property.CurrentValue = tenant;

        var target = (OrganizationId)property.CurrentValue!;
        if (entry.State != EntityState.Added && (OrganizationId)property.OriginalValue! != target)
            throw new TenantViolationException($"{entry.Metadata.DisplayName()} cannot move to another organization.");

        // Audit entries may be written from any scope: a platform act is recorded in the organization that it touches.
        if (scope.SeesAll || owned is Auditing.AuditEntry or Auditing.AuditHead)
            return;
        if (scope.Organization is null)
            throw new TenantViolationException($"{entry.Metadata.DisplayName()} belongs to an organization, and the scope '{scope.Reason}' names none.");
        if (scope.Organization != target)
            throw new TenantViolationException($"{entry.Metadata.DisplayName()} belongs to another organization than the open scope.");
    }
}
