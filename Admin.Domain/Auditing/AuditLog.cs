using System.Text.Encodings.Web;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Auditing;

/// <summary>
/// Appends to an organization's chain in the caller's own transaction: an act whose entry cannot be written does not happen.
/// </summary>
public sealed class AuditLog(IAuditSeal seal, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends to the chain of the actor's organization, or of the platform where the actor has none.</summary>
    public Task AppendAsync(AdminDbContext db, Actor actor, AuditAct act, CancellationToken ct) =>
        AppendAsync(db, db.Scope.Organization ?? actor.Organization ?? OrganizationId.Platform, actor, act, ct);

    /// <summary>Appends to the chain of <paramref name="organization"/>.</summary>
    public async Task AppendAsync(AdminDbContext db, OrganizationId organization, Actor actor, AuditAct act, CancellationToken ct)
    {
        if (!db.HoldsWriteGate)
            throw new InvalidOperationException("An audit entry is appended inside the write that it records.");

        var head = await HeadAsync(db, organization, ct);
        // Ticks are cut to microseconds, the finest that every provider gives back.
        var now = time.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var entry = AuditEntry.Create(organization, head.Sequence + 1, head.Seal, now, actor, act, Details(act));
        entry.SealWith(AuditChain.SealOf(entry, seal));
        head.MoveTo(entry);
        db.Add(entry);
    }

    private static async Task<AuditHead> HeadAsync(AdminDbContext db, OrganizationId organization, CancellationToken ct)
    {
        var tracked = db.ChangeTracker.Entries<AuditHead>().FirstOrDefault(e => e.Entity.OrganizationId == organization)?.Entity;
        if (tracked is not null)
            return tracked;
        // Two writers of one chain would both follow the same entry; the second waits here for the first's end.
        await db.HoldAsync($"audit:{organization}", ct);
        var head = await db.Set<AuditHead>().IgnoreQueryFilters().FirstOrDefaultAsync(h => h.OrganizationId == organization, ct);
        return head ?? db.Add(AuditHead.Create(organization)).Entity;
    }

    private static string? Details(AuditAct act)
    {
        if (act.Details is not { Count: > 0 } details)
            return null;
        var text = JsonSerializer.Serialize(new SortedDictionary<string, string>(details.ToDictionary(), StringComparer.Ordinal), Json);
        return text.Length <= AuditEntry.DetailsMaxLength ? text : throw new InvalidOperationException($"Details of {act.Action} are too long.");
    }
}
