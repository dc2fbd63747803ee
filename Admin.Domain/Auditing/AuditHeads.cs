using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Auditing;

/// <summary>
/// Writes every chain's end to the log, where whoever changes the database does not reach it: a chain that was cut and given
/// another end no longer agrees with an earlier line.
/// </summary>
public sealed class AuditHeads(IAdminDb adminDb, ILogger<AuditHeads> log)
{
    private static readonly TenantScope Scope = TenantScope.All("the daily line of every chain's end");

    public async Task LogAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        await foreach (var head in db.Set<AuditHead>().AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            log.LogInformation("Audit chain {Organization} ends at {Sequence} with seal {Seal}", head.OrganizationId, head.Sequence, head.Seal);
    }
}
