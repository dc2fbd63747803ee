using Admin.Domain.Organizations;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Persistence.SqlServer;

/// <summary>The context on SQL Server, with the migrations of this folder.</summary>
internal sealed class SqlServerAdminDbContext(DbContextOptions<SqlServerAdminDbContext> options, TenantScope scope, IWriteGate gate)
    : AdminDbContext(options, scope, gate), IDataProtectionKeyContext
{
    // A negative result is a time-out, a cancelled wait or a deadlock (sp_getapplock, Transact-SQL reference).
    private const string Hold = """
        DECLARE @result int;
        EXEC @result = sp_getapplock @Resource = @p0, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 20000;
        IF @result < 0 THROW 50001, 'What another write holds was not let go in time.', 1;
        """;

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal static IReadOnlyDictionary<string, string> SqlServerStatements { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(Hold)] = Hold };

    public override Task HoldAsync(string name, CancellationToken ct) => Database.ExecuteSqlRawAsync(Hold, [name], ct);
}
