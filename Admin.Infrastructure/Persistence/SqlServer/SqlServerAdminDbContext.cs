using Admin.Domain.Organizations;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Persistence.SqlServer;

/// <summary>The context on SQL Server, with the migrations of this folder.</summary>
internal sealed class SqlServerAdminDbContext(DbContextOptions<SqlServerAdminDbContext> options, TenantScope scope, IWriteGate gate)
    : AdminDbContext(options, scope, gate), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
}
