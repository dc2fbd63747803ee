using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>What people answer: opt-outs, which act in the same transaction, and that they answered at all.</summary>
public sealed class ReplyMerge(IAdminDb adminDb, IRecipientQueue queue, CampaignLedger ledger, OptOutIntake optOuts, AuditLog audit)
{
    /// <summary>Our clock and WhatsApp's whole seconds: an answer may seem to come this much before its message.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    internal async Task ApplyAsync(NumbersOfApp numbers, IReadOnlyCollection<WebhookContent> contents, CancellationToken ct)
    {
        var said = contents.SelectMany(c => c.Messages).Select(m => (Number: numbers.Find(m.PhoneNumberId), Message: m)).Where(x => x.Number is not null).ToLookup(x => x.Number!.OrganizationId);
        var chosen = contents.SelectMany(c => c.Preferences).Select(p => (Number: numbers.Find(p.PhoneNumberId), Preference: p)).Where(x => x.Number is not null).ToLookup(x => x.Number!.OrganizationId);
        foreach (var organization in said.Select(g => g.Key).Union(chosen.Select(g => g.Key)))
        {
            var messages = said[organization].Select(x => (x.Number!, x.Message)).ToList();
            var preferences = chosen[organization].Select(x => x.Preference).ToList();
            foreach (var campaign in await CampaignLedger.AgainOnConflictAsync(() => ApplyOnceAsync(organization, messages, preferences, ct)))
                ledger.Tell(campaign);
        }
    }

    private async Task<IReadOnlyCollection<Campaign>> ApplyOnceAsync(OrganizationId organization, IReadOnlyList<(Number Number, InboundMessage Message)> messages, IReadOnlyList<MarketingPreference> preferences, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var written = await WrittenToAsync(db, messages, ct);
        var words = OptOutWords.Of(await db.Set<Organization>().Where(o => o.Id == organization).Select(o => o.OptOutKeywords).FirstAsync(ct));
        var wishes = messages.Select(m => Wish.Of(m.Message, words, written.Answered(m.Number, m.Message)?.Phone)).OfType<Wish>().Concat(preferences.Select(Wish.Of)).ToList();
        var touched = await FollowAsync(db, organization, wishes, ct);
        var responded = await RespondAsync(db, organization, messages, written, ct);
        await write.CommitAsync(ct);
        return [.. touched, .. responded];
    }

    /// <summary>The last wish of each phone counts; of two at the same second, the one to stop.</summary>
    private async Task<IReadOnlyList<Campaign>> FollowAsync(AdminDbContext db, OrganizationId organization, IReadOnlyList<Wish> wishes, CancellationToken ct)
    {
        var last = wishes.SelectMany(w => w.Phones.Select(p => (Phone: p, Wish: w))).GroupBy(x => x.Phone, x => x.Wish, StringComparer.Ordinal)
            .Select(g => (Phone: g.Key, Wish: g.OrderBy(w => w.At).ThenBy(w => w.Source is not null).Last())).ToList();
        var touched = new List<Campaign>();
        foreach (var stop in last.Where(x => x.Wish.Source is not null).GroupBy(x => x.Wish.Source!, x => x.Phone, StringComparer.Ordinal))
        {
            var done = await optOuts.AddAsync(db, organization, [.. stop], stop.Key, ct);
            touched.AddRange(done.Campaigns);
            if (done.Added > 0)
                await AppendAsync(db, organization, "opt_out.added", stop.Key, done.Added, ct);
        }

        var again = last.Where(x => x.Wish.Source is null).Select(x => x.Phone).ToList();
        if (again.Count == 0)
            return touched;
        var lifted = await db.Set<OptOut>().Where(o => EF.Parameter(again).Contains(o.Phone) && OptOut.FromThemselves.Contains(o.Source)).ToListAsync(ct);
        db.RemoveRange(lifted);
        if (lifted.Count > 0)
            await AppendAsync(db, organization, "opt_out.removed", OptOut.FromWhatsApp, lifted.Count, ct);
        return touched;
    }

    private Task AppendAsync(AdminDbContext db, OrganizationId organization, string action, string source, int count, CancellationToken ct)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["source"] = source, ["count"] = count.ToString(CultureInfo.InvariantCulture) };
        return audit.AppendAsync(db, Actor.System(organization, "webhook"), new AuditAct(action, "opt_out", Details: details), ct);
    }

    private async Task<IReadOnlyList<Campaign>> RespondAsync(AdminDbContext db, OrganizationId organization, IReadOnlyList<(Number Number, InboundMessage Message)> messages, WrittenTo written, CancellationToken ct)
    {
        var answers = messages
            .Select(m => (Row: written.Answered(m.Number, m.Message), m.Message.At)).Where(a => a.Row is { RespondedAt: null })
            .GroupBy(a => (a.Row!.CampaignKey, a.Row.Ordinal)).Select(g => (g.Key.CampaignKey, g.Key.Ordinal, At: g.Min(a => a.At)))
            .ToLookup(a => a.CampaignKey);
        foreach (var campaign in answers)
        {
            var reference = new CampaignRef(organization, campaign.Key);
            var count = 0;
            foreach (var second in campaign.GroupBy(a => a.At))
                count += await queue.RespondAsync(db, reference, [.. second.Select(a => a.Ordinal)], second.Key, ct);
            await queue.AddRespondedAsync(db, reference, count, ct);
        }

        var keys = answers.Select(a => a.Key).ToList();
        return keys.Count == 0 ? [] : await db.Set<Campaign>().AsNoTracking().Where(c => EF.Parameter(keys).Contains(c.Key)).ToListAsync(ct);
    }

    private static async Task<WrittenTo> WrittenToAsync(AdminDbContext db, IReadOnlyList<(Number Number, InboundMessage Message)> messages, CancellationToken ct)
    {
        if (messages.Count == 0)
            return new WrittenTo([]);
        var phones = messages.SelectMany(m => WaIds.PhonesOf(m.Message.From)).Distinct(StringComparer.Ordinal).ToList();
        var wamids = messages.Select(m => m.Message.ReplyTo).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var numbers = messages.Select(m => m.Number.Id).Distinct().ToList();
        // Two looks rather than one with an "or": each has its index.
        var rows = new List<WrittenRow>();
        if (phones.Count > 0)
            rows.AddRange(await Sent(db, numbers).Where(x => x.SentAt != null && EF.Parameter(phones).Contains(x.Phone)).ToListAsync(ct));
        if (wamids.Count > 0)
            rows.AddRange(await Sent(db, numbers).Where(x => EF.Parameter(wamids).Contains(x.Wamid!)).ToListAsync(ct));
        return new WrittenTo(rows);
    }

    private static IQueryable<WrittenRow> Sent(AdminDbContext db, List<NumberId> numbers) =>
        from row in db.Set<Recipient>()
        join campaign in db.Set<Campaign>() on row.CampaignKey equals campaign.Key
        let number = row.NumberId ?? campaign.NumberId
        where numbers.Contains(number)
        select new WrittenRow { NumberId = number, CampaignKey = row.CampaignKey, Ordinal = row.Ordinal, Phone = row.Phone, Wamid = row.Wamid, SentAt = row.SentAt, RespondedAt = row.RespondedAt };

    /// <summary>With settable properties, which EF can compose further conditions on.</summary>
    private sealed class WrittenRow
    {
        public required NumberId NumberId { get; init; }

        public required long CampaignKey { get; init; }

        public required int Ordinal { get; init; }

        public required string Phone { get; init; }

        public required string? Wamid { get; init; }

        public required DateTime? SentAt { get; init; }

        public required DateTime? RespondedAt { get; init; }
    }

    /// <summary>To whom campaigns have written.</summary>
    private sealed class WrittenTo(IReadOnlyList<WrittenRow> rows)
    {
        private readonly ILookup<(NumberId, string), WrittenRow> _byPhone = rows.Where(r => r.SentAt is not null).ToLookup(r => (r.NumberId, r.Phone));
        private readonly ILookup<(NumberId, string), WrittenRow> _byWamid = rows.Where(r => r.Wamid is not null).ToLookup(r => (r.NumberId, r.Wamid!));

        /// <summary>What a message answers: the very message that it names, or the last that a campaign wrote to this person from this number.</summary>
        public WrittenRow? Answered(Number number, InboundMessage message) =>
            (message.ReplyTo is { } wamid ? _byWamid[(number.Id, wamid)].FirstOrDefault() : null)
            ?? WaIds.PhonesOf(message.From).SelectMany(p => _byPhone[(number.Id, p)])
                .Where(r => r.SentAt <= message.At + Skew).OrderByDescending(r => r.SentAt).ThenByDescending(r => r.CampaignKey).FirstOrDefault();
    }

    /// <summary>What a person wants from now on.</summary>
    /// <param name="Source">How they said that they want no more; null: they want it again.</param>
    private sealed record Wish(IReadOnlyCollection<string> Phones, string? Source, DateTime At)
    {
        /// <param name="writtenTo">The phone under which a campaign knows them, which can be written in another way.</param>
        public static Wish? Of(InboundMessage message, OptOutWords words, string? writtenTo)
        {
            var source = words.IsSaid(message.Text) ? OptOut.FromKeyword : words.IsPressed(message.ButtonPayload, message.ButtonText) ? OptOut.FromButton : null;
            return source is null ? null : new Wish([.. WaIds.PhonesOf(message.From).Append(writtenTo).OfType<string>().Distinct(StringComparer.Ordinal)], source, message.At);
        }

        public static Wish Of(MarketingPreference preference) =>
            new([.. WaIds.PhonesOf(preference.WaId)], preference.Stops ? OptOut.FromWhatsApp : null, preference.At);
    }
}
