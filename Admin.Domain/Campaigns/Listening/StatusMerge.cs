using System.Globalization;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// Finds the recipients that statuses are about and applies them. A status counts only if the number that it names belongs to the app
/// that signed, and only for a try that was sent from that number.
/// </summary>
public sealed class StatusMerge(IAdminDb adminDb, IRecipientQueue queue, CampaignLedger ledger, OptOutIntake optOuts, CampaignCosts costs)
{
    /// <summary>Few enough that who waits for the write gate meanwhile does not notice.</summary>
    private const int RecipientsAtOnce = 1000;

    /// <summary>Applies what can be placed; answers the statuses whose message nobody knows (yet).</summary>
    internal async Task<IReadOnlySet<MessageStatus>> ApplyAsync(NumbersOfApp numbers, IEnumerable<MessageStatus> statuses, CancellationToken ct)
    {
        var unknown = new HashSet<MessageStatus>(ReferenceEqualityComparer.Instance);
        foreach (var ofOne in statuses.GroupBy(s => s.PhoneNumberId, StringComparer.Ordinal))
        {
            // Numbers that nobody here has, or another app: acknowledged, kept, and without effect.
            if (numbers.Find(ofOne.Key) is not { } number)
                continue;
            var placed = await PlaceAsync(number, ofOne, unknown, ct);
            foreach (var campaign in placed.GroupBy(p => p.CampaignKey))
            {
                foreach (var part in campaign.GroupBy(p => p.Ordinal).Chunk(RecipientsAtOnce))
                    await CampaignLedger.AgainOnConflictAsync(() => ApplyOnceAsync(number, campaign.Key, part, ct));
            }
        }

        return unknown;
    }

    // By our attempt id where the status carries it, which it does even before our own commit of the answer; else by the message's id.
    private async Task<List<Placed>> PlaceAsync(Number number, IEnumerable<MessageStatus> statuses, HashSet<MessageStatus> unknown, CancellationToken ct)
    {
        var placed = new List<Placed>();
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

    private async Task<int> ApplyOnceAsync(Number number, long campaignKey, IReadOnlyList<IGrouping<int, Placed>> placed, CancellationToken ct)
    {
        var reference = new CampaignRef(number.OrganizationId, campaignKey);
        await using var db = await adminDb.OpenAsync(TenantScope.For(number.OrganizationId), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Key == campaignKey, ct);
        if (campaign?.NumberIds.Contains(number.Id) != true)
            return 0;

        var work = new LedgerWork(await queue.ReadAsync(db, reference, [.. placed.Select(p => p.Key)], ct));
        var optedOut = new HashSet<string>(StringComparer.Ordinal);
        var billed = new List<(Recipient, MessagePricing)>();
        foreach (var ofOne in placed)
        {
            if (work.Find(ofOne.Key) is not { } row)
                continue;
            foreach (var one in ofOne.Where(p => p.Attempt is { } attempt ? row.Knows(attempt) && campaign.NumberOf(row, attempt) == number.Id : campaign.NumberOf(row) == number.Id))
            {
                work.Change(row, r => r.Apply(News(r, one)));
                if (one.Status.Pricing is { } pricing)
                    billed.Add((row, pricing));
                if (one.Status.Errors.Any(e => e.Class == WhatsAppErrorClass.OptOut))
                    optedOut.Add(row.Phone);
            }
        }

        var suppressed = await optOuts.AddAsync(db, number.OrganizationId, optedOut, OptOut.FromWhatsApp, ct);
        var priced = await costs.CountAsync(db, campaign, billed, ct);
        if (work.Changed.Count == 0 && suppressed == OptedOut.Nobody && !priced)
            return 0;
        await ledger.WriteAsync(db, campaign, work, ct);
        if (priced)
            await costs.LookAtBudgetAsync(db, campaign, ct);
        await write.CommitAsync(ct);
        if (work.Changed.Count > 0 || priced)
            ledger.Tell(campaign);
        foreach (var other in suppressed.Campaigns)
            ledger.Tell(other);
        return work.Changed.Count;
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
