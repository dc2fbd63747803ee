using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Forwarding;

/// <summary>The backlog of what is passed on, for super admins and for health.</summary>
public sealed class WebhookForwarding(IAdminDb adminDb, Access access, AuditLog audit, IForwardReceiver receiver, WebhookForwarder forwarder, TimeProvider time)
{
    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    public async Task<Result<ForwardBacklog>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Webhooks, ct) is { Failed: true } refused)
            return refused.Error!;
        return await ReadAsync(ct);
    }

    /// <summary>For health, which names no organization.</summary>
    public async Task<ForwardBacklog> ReadAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var rows = db.Set<WebhookForward>().AsNoTracking();
        var count = await rows.CountAsync(ct);
        if (count == 0)
            return new ForwardBacklog(receiver.IsOn, receiver.Address, 0, null, null, null, null);
        var first = await rows.MinAsync(f => (long?)f.EventKey, ct);
        var oldest = await db.Set<WebhookEvent>().Where(e => e.Key == first).Select(e => (DateTime?)e.ReceivedAt).FirstOrDefaultAsync(ct);
        var failed = await rows.Where(f => f.LastTriedAt != null).OrderByDescending(f => f.LastTriedAt).Select(f => new { f.LastError, f.LastTriedAt }).FirstOrDefaultAsync(ct);
        var next = await rows.MinAsync(f => (DateTime?)f.DueAt, ct);
        return new ForwardBacklog(receiver.IsOn, receiver.Address, count, oldest, failed?.LastError, failed?.LastTriedAt, next);
    }

    /// <summary>Everything that waits is due at once.</summary>
    public async Task<Result> TryNowAsync(Actor actor, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Webhooks, ct) is { Failed: true } refused)
            return refused.Error!;
        if (!receiver.IsOn)
            return ForwardErrors.Off;
        var now = time.GetUtcNow().UtcDateTime;
        await using (var db = await adminDb.OpenAsync(Scope, ct))
        {
            await using var write = await db.BeginWriteAsync(ct);
            await db.Set<WebhookForward>().Where(f => f.DueAt > now).ExecuteUpdateAsync(set => set.SetProperty(f => f.DueAt, now), ct);
            await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct("webhooks.tried_now", "webhooks"), ct);
            await write.CommitAsync(ct);
        }

        forwarder.TryNow();
        return Result.Ok;
    }
}

/// <summary>What waits to be passed on.</summary>
/// <param name="OldestAt">When the oldest was received, in UTC.</param>
/// <param name="LastError">Of the last try that failed; see <see cref="ForwardOutcome"/>.</param>
/// <param name="NextAt">When the next one is due.</param>
public sealed record ForwardBacklog(bool IsOn, Uri? Address, int Count, DateTime? OldestAt, string? LastError, DateTime? LastTriedAt, DateTime? NextAt)
{
    /// <summary>Longer than this, something is wrong.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    public bool IsLate(DateTime now) => IsOn && OldestAt < now - Tolerated;
}

public static class ForwardErrors
{
    public static Error Off { get; } = Error.Conflict("forwarding_off", "Nothing is passed on: WhatsApp:ForwardUrl is not set.");
}
