using System.Globalization;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// Finds the recipients that statuses are about and applies them. A status counts only within the organization whose number it
/// names, and only for a recipient of a campaign that sends from that number.
/// </summary>
public sealed class StatusMerge(IAdminDb adminDb, IRecipientQueue queue, CampaignLedger ledger, TimeProvider time)
{
    private static readonly TenantScope Scope = TenantScope.All("the number named by a webhook decides whose it is");

    /// <summary>Applies what can be placed; answers the statuses whose message nobody knows (yet).</summary>
    public async Task<IReadOnlySet<MessageStatus>> ApplyAsync(IReadOnlyList<MessageStatus> statuses, CancellationToken ct)
    {
        var unknown = new HashSet<MessageStatus>();
        var numbers = await NumbersAsync(statuses, ct);
        foreach (var ofOne in statuses.GroupBy(s => s.PhoneNumberId, StringComparer.Ordinal))
        {
            // Numbers that nobody here has: acknowledged, kept, and without effect.
            if (!numbers.TryGetValue(ofOne.Key, out var number))
                continue;
            var placed = await PlaceAsync(number, [.. ofOne], unknown, ct);
            foreach (var campaign in placed.GroupBy(p => p.CampaignKey))
                await CampaignLedger.AgainOnConflictAsync(() => ApplyOnceAsync(number, campaign.Key, [.. campaign], ct));
        }

        return unknown;
    }

    private async Task<Dictionary<string, Number>> NumbersAsync(IReadOnlyList<MessageStatus> statuses, CancellationToken ct)
    {
        var ids = statuses.Select(s => s.PhoneNumberId).Distinct(StringComparer.Ordinal).ToList();
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<Number>().AsNoTracking().Where(n => ids.Contains(n.PhoneNumberId)).ToDictionaryAsync(n => n.PhoneNumberId, ct);
    }

    // By our attempt id where the status carries it, which it does even before our own commit of the answer; else by the message's id.
    private async Task<List<Placed>> PlaceAsync(Number number, IReadOnlyList<MessageStatus> statuses, HashSet<MessageStatus> unknown, CancellationToken ct)
    {
        var placed = new List<Placed>(statuses.Count);
        var byWamid = new List<MessageStatus>();
        foreach (var status in statuses)
        {
            if (AttemptKey.TryParse(status.CallbackData, out var key))
                placed.Add(new Placed(key.CampaignKey, key.Ordinal, status, key.Attempt));
            else
                byWamid.Add(status);
        }

        if (byWamid.Count == 0)
            return placed;
        await using var db = await adminDb.OpenAsync(TenantScope.For(number.OrganizationId), ct);
        var rows = await queue.ReadByWamidAsync(db, number.OrganizationId, [.. byWamid.Select(s => s.Wamid).Distinct(StringComparer.Ordinal)], ct);
        var found = rows.GroupBy(r => r.Wamid!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var status in byWamid)
        {
            if (found.TryGetValue(status.Wamid, out var row))
                placed.Add(new Placed(row.CampaignKey, row.Ordinal, status, null));
            else
                unknown.Add(status);
        }

        return placed;
    }

    private async Task<int> ApplyOnceAsync(Number number, long campaignKey, IReadOnlyList<Placed> placed, CancellationToken ct)
    {
        var reference = new CampaignRef(number.OrganizationId, campaignKey);
        await using var db = await adminDb.OpenAsync(TenantScope.For(number.OrganizationId), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Key == campaignKey && c.NumberId == number.Id, ct);
        if (campaign is null)
            return 0;

        var work = new LedgerWork(await queue.ReadAsync(db, reference, [.. placed.Select(p => p.Ordinal).Distinct()], ct));
        foreach (var one in placed)
        {
            if (work.Find(one.Ordinal) is { } row && (one.Attempt is not { } attempt || row.Knows(attempt)))
                work.Change(row, r => r.Apply(News(r, one)));
        }

        await SuppressAsync(db, number.OrganizationId, work, placed, ct);
        if (work.Changed.Count == 0 && !db.ChangeTracker.HasChanges())
            return 0;
        await ledger.WriteAsync(db, campaign, work, ct);
        await write.CommitAsync(ct);
        ledger.Tell(campaign);
        return work.Changed.Count;
    }

    private async Task SuppressAsync(AdminDbContext db, OrganizationId organization, LedgerWork work, IReadOnlyList<Placed> placed, CancellationToken ct)
    {
        var phones = placed
            .Where(p => p.Status.Errors.Any(e => e.Class == WhatsAppErrorClass.OptOut))
            .Select(p => work.Find(p.Ordinal)?.Phone).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var phone in phones)
        {
            if (!await db.Set<OptOut>().AnyAsync(o => o.Phone == phone, ct))
                db.Add(OptOut.Create(organization, phone, OptOut.FromWhatsApp, time.GetUtcNow().UtcDateTime));
        }
    }

    private static StatusNews News(Recipient row, Placed placed)
    {
        var status = placed.Status;
        var error = status.Errors is [var first, ..]
            ? new AttemptError(row.Attempts, placed.Attempt ?? row.AttemptId, status.At, first.Code.ToString(CultureInfo.InvariantCulture), Cut(first.Details ?? first.Message))
            : null;
        return new StatusNews(status.Kind, status.At, status.Wamid, placed.Attempt, error);
    }

    private static string Cut(string text) => text.Length <= AttemptError.MessageMaxLength ? text : text[..AttemptError.MessageMaxLength];

    private sealed record Placed(long CampaignKey, int Ordinal, MessageStatus Status, Guid? Attempt);
}
