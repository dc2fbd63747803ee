using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence.Sqlite;
using Admin.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Admin.Infrastructure.Persistence;

// dotnet-ef makes contexts through these; no server is asked for anything.
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteAdminDbContext>
{
    public SqliteAdminDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAdminDbContext>().UseSqlite("Data Source=:memory:").Options, TenantScope.All("design time"), new OpenWriteGate(new WriteCount()));
}

internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerAdminDbContext>
{
    public SqlServerAdminDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerAdminDbContext>().UseSqlServer("Server=design").Options, TenantScope.All("design time"), new OpenWriteGate(new WriteCount()));
}
