using Admin.Domain.Accounts;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Organizations;

/// <summary>
/// The one context of the application, without a provider: each provider derives from it in Infrastructure, with its own migrations.
/// Entities are found through their <c>IEntityTypeConfiguration</c> beside them; read them with <c>Set&lt;T&gt;()</c>.
/// </summary>
public abstract class AdminDbContext(DbContextOptions options, TenantScope scope, IWriteGate gate)
    : IdentityUserContext<Person, PersonId>(options)
{
    public TenantScope Scope => scope;

    /// <summary>Whether this context is inside <see cref="BeginWriteAsync"/> or a save; set-based writes must be.</summary>
    public bool HoldsWriteGate { get; private set; }

    // The query filters read it, so that one model serves every tenant.
    private OrganizationId Tenant => scope.Organization ?? OrganizationId.Platform;

    /// <summary>Takes the write gate and opens a transaction.</summary>
    public async Task<WriteTransaction> BeginWriteAsync(CancellationToken ct)
    {
        var entered = await gate.EnterAsync(ct);
        try
        {
            HoldsWriteGate = true;
            return new WriteTransaction(this, await Database.BeginTransactionAsync(ct), entered);
        }
        catch
        {
            LeaveWrite();
            entered.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Holds something by its name until this write ends, against every other writer that asks for the same name: for what is read,
    /// then written, by all. Where one gate lets in one writer at a time there is nothing left to hold.
    /// </summary>
    /// <param name="name">At most 255 characters.</param>
    public virtual Task HoldAsync(string name, CancellationToken ct) => Task.CompletedTask;

    internal void LeaveWrite() => HoldsWriteGate = false;

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        TenancyRules.Apply(this);
        if (HoldsWriteGate)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        using var entered = await gate.EnterAsync(cancellationToken);
        HoldsWriteGate = true;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            LeaveWrite();
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously: a synchronous save would block on the write gate.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        AdminDbConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AdminDbContext).Assembly);
        if (!scope.SeesAll)
            FilterByTenant(builder);
        AdminDbConventions.ApplyToModel(builder);
    }

    private void FilterByTenant(ModelBuilder builder)
    {
        foreach (var type in builder.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => typeof(ITenantOwned).IsAssignableFrom(t)).ToList())
            FilterMethod.MakeGenericMethod(type).Invoke(this, [builder]);
    }

    private static readonly System.Reflection.MethodInfo FilterMethod = typeof(AdminDbContext)
        .GetMethod(nameof(FilterRows), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;

    private void FilterRows<TEntity>(ModelBuilder builder)
        where TEntity : class, ITenantOwned =>
        builder.Entity<TEntity>().HasQueryFilter("tenant", row => row.OrganizationId == Tenant);
}
