using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>The numbers that a campaign sends from, the first one first; a number that is gone is missing.</summary>
internal sealed record CampaignSenders(IReadOnlyList<Number> All)
{
    public Number First => All[0];

    public IReadOnlyList<NumberId> Ids => [.. All.Select(n => n.Id)];

    /// <summary>All but the first.</summary>
    public IReadOnlyList<NumberId> Further => [.. Ids.Skip(1)];

    /// <summary>Messages a second of all of them together.</summary>
    public int PerSecond => All.Sum(n => Math.Max(1, n.MessagesPerSecond));

    /// <summary>The one that may write to the fewest people a day: numbers of one portfolio share its limit, but WhatsApp tells it number by number.</summary>
    public Number Narrowest => All.MinBy(n => PeopleLimit.Of(n.MessagingLimit) ?? int.MaxValue)!;

    /// <summary>Why they cannot send one campaign together; null when they can. Where an account is not known, WhatsApp decides.</summary>
    public Error? Fault => First.BusinessAccountId is { } account && All.FirstOrDefault(n => n.BusinessAccountId is { } other && other != account) is { } strange
        ? CampaignErrors.NumberOfOtherAccount(strange.PhoneNumberId)
        : null;

    public static async Task<CampaignSenders> ReadAsync(AdminDbContext db, Campaign campaign, CancellationToken ct) =>
        (await ReadAsync(db, [campaign], ct))[campaign.Key];

    /// <summary>By the campaigns' keys, with one question for all.</summary>
    public static async Task<IReadOnlyDictionary<long, CampaignSenders>> ReadAsync(AdminDbContext db, IReadOnlyCollection<Campaign> campaigns, CancellationToken ct)
    {
        var ids = campaigns.SelectMany(c => c.NumberIds).Distinct().ToList();
        var numbers = await db.Set<Number>().AsNoTracking().Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, ct);
        return campaigns.ToDictionary(c => c.Key, c => new CampaignSenders([.. c.NumberIds.Select(id => numbers.GetValueOrDefault(id)).OfType<Number>()]));
    }
}
