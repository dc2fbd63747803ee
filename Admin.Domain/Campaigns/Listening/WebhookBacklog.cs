using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// The signed webhooks that are stored and not yet merged, whichever node stored them. No body is read for it.
/// </summary>
public sealed class WebhookBacklog(IAdminDb adminDb, WebhookOwners owners, TimeProvider time) : IRateBacklog, IDisposable
{
    /// <summary>Only so many of the oldest are looked at.</summary>
    public const int MaxRead = 20_000;

    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    private readonly SemaphoreSlim _one = new(1, 1);
    private (long At, IReadOnlyDictionary<OrganizationId, WebhookWaiting> Waiting)? _recent;

    public string Policy => RatePolicyNames.WebhookReceive;

    public async Task<RateBacklog?> OfAsync(OrganizationId organization, CancellationToken ct) =>
        (await RecentAsync(ct)).TryGetValue(organization, out var waiting) ? new RateBacklog(waiting.Count, waiting.Since) : null;

    public void Dispose() => _one.Dispose();

    /// <summary>Per organization how many wait, and since when (UTC) the oldest does. Who has none is left out; so is a body of nobody's number.</summary>
    public async Task<IReadOnlyDictionary<OrganizationId, WebhookWaiting>> ReadAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var waiting = await db.Set<WebhookEvent>().AsNoTracking().Where(e => e.State == WebhookEventState.Received)
            .OrderBy(e => e.Key).Take(MaxRead).Select(e => new { e.App, e.Numbers, e.ReceivedAt }).ToListAsync(ct);
        if (waiting.Count == 0)
            return new Dictionary<OrganizationId, WebhookWaiting>();
        var owned = await owners.OfAsync(waiting.Select(w => (w.App, WebhookNumbers.Split(w.Numbers).AsEnumerable())), ct);
        return waiting
            .SelectMany(w => owned.Of(w.App, WebhookNumbers.Split(w.Numbers)).Select(o => (Organization: o, w.ReceivedAt)))
            .GroupBy(x => x.Organization, x => x.ReceivedAt)
            .ToDictionary(g => g.Key, g => new WebhookWaiting(g.Count(), g.Min()));
    }

    // One look a second for all organizations that are watched on this node.
    private async Task<IReadOnlyDictionary<OrganizationId, WebhookWaiting>> RecentAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_recent is not { } known || time.GetElapsedTime(known.At) >= Recent)
                _recent = known = (time.GetTimestamp(), await ReadAsync(ct));
            return known.Waiting;
        }
        finally
        {
            _one.Release();
        }
    }
}

/// <summary>What of one organization waits to be merged.</summary>
/// <param name="Since">When the oldest was received, in UTC.</param>
public sealed record WebhookWaiting(int Count, DateTime Since);
