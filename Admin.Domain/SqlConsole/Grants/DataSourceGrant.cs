using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.SqlConsole.Grants;

/// <summary>
/// That one person, or everybody of a role, may read or write a data source: given by an org admin, or asked for and then
/// given. One with an end ends by itself.
/// </summary>
public sealed class DataSourceGrant : ITenantOwned, IVersioned
{
    public const int ReasonMaxLength = 500;

    private DataSourceGrant()
    {
    }

    public GrantId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public DataSourceId DataSourceId { get; private set; }

    /// <summary>Null for a role's grant.</summary>
    public PersonId? PersonId { get; private set; }

    /// <summary>Null for a person's grant.</summary>
    public Role? Role { get; private set; }

    public AccessMode Mode { get; private set; }

    public GrantState State { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>Null lasts until it is revoked.</summary>
    public DateTime? Until { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Who asked, or gave it unasked.</summary>
    public PersonId CreatedBy { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Guid Stamp { get; private set; }

    public bool IsActiveAt(DateTime now) => State == GrantState.Active && (Until is null || Until > now);

    /// <summary>A request that its end has overtaken is open no more.</summary>
    public bool IsOpenAt(DateTime now) => State == GrantState.Requested && Until > now;

    internal static DataSourceGrant Ask(DataSource source, PersonId person, AccessMode mode, string reason, DateTime until, DateTime now) => new()
    {
        Id = GrantId.New(),
        OrganizationId = source.OrganizationId,
        DataSourceId = source.Id,
        PersonId = person,
        Mode = mode,
        State = GrantState.Requested,
        Reason = reason,
        Until = until,
        CreatedAt = now,
        CreatedBy = person,
    };

    internal static DataSourceGrant Give(DataSource source, GrantDraft draft, PersonId by, DateTime now) => new()
    {
        Id = GrantId.New(),
        OrganizationId = source.OrganizationId,
        DataSourceId = source.Id,
        PersonId = draft.Person,
        Role = draft.Role,
        Mode = draft.Mode,
        State = GrantState.Active,
        Reason = draft.Reason?.Trim(),
        Until = draft.Until,
        CreatedAt = now,
        CreatedBy = by,
        DecidedAt = now,
        DecidedBy = by,
    };

    internal void Decide(GrantState state, PersonId by, DateTime now) => (State, DecidedBy, DecidedAt) = (state, by, now);
}

/// <summary>A grant to be given to one person or to one role.</summary>
public sealed record GrantDraft(AccessMode Mode, PersonId? Person = null, Role? Role = null, DateTime? Until = null, string? Reason = null);

internal sealed class DataSourceGrantConfiguration : IEntityTypeConfiguration<DataSourceGrant>
{
    public void Configure(EntityTypeBuilder<DataSourceGrant> builder)
    {
        builder.ToTable("DataSourceGrants");
        builder.HasKey(g => new { g.OrganizationId, g.Id });
        builder.Property(g => g.Reason).HasMaxLength(DataSourceGrant.ReasonMaxLength);
        builder.HasOne<DataSource>().WithMany().HasForeignKey(g => new { g.OrganizationId, g.DataSourceId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(g => new { g.OrganizationId, g.DataSourceId, g.State });
    }
}
