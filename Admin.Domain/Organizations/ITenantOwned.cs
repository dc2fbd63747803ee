namespace Admin.Domain.Organizations;

/// <summary>
/// A row that belongs to one organization. The context filters, stamps and checks it; its primary key is
/// (OrganizationId, Id), and foreign keys between such rows carry both, so that the database refuses a reference across tenants.
/// </summary>
public interface ITenantOwned
{
    OrganizationId OrganizationId { get; }
}

/// <summary>A row with lost-update protection: the context gives it a new stamp on every save. The stamp is the REST ETag.</summary>
public interface IVersioned
{
    Guid Stamp { get; }
}
