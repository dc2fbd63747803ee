using System.Data.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Admin.Infrastructure.Persistence.Sqlite;

/// <summary>A write that went around the gate would bring back the driver's 150 ms waits under load; it fails at once instead.</summary>
internal sealed class WriteGateCheck : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData is { Context: AdminDbContext { HoldsWriteGate: false }, CommandSource: CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete or CommandSource.ExecuteSqlRaw })
            throw new InvalidOperationException("Set-based writes happen inside BeginWriteAsync.");
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }
}
