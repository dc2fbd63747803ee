using Admin.Domain.Organizations;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Persistence.Sqlite;

/// <summary>The context on SQLite, with the migrations of this folder.</summary>
internal sealed class SqliteAdminDbContext(DbContextOptions<SqliteAdminDbContext> options, TenantScope scope, IWriteGate gate)
    : AdminDbContext(options, scope, gate), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
}
