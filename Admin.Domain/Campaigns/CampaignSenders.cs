using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>The numbers that a campaign sends from, the first one first; a number that is gone is missing.</summary>
internal sealed record CampaignSenders(IReadOnlyList<Number> All)
{
    private IReadOnlyList<(NumberId, CampaignNumber)>? _views;

    public Number First => All[0];

    /// <summary>Those that a person has stopped.</summary>
    public IReadOnlyList<NumberId> Stopped { get; init; } = [];

    /// <summary>Those that nobody has stopped.</summary>
    public IReadOnlyList<Number> Sending => [.. All.Where(n => !Stopped.Contains(n.Id))];

    public IReadOnlyList<NumberId> Ids => [.. All.Select(n => n.Id)];

    /// <summary>All but the first.</summary>
    public IReadOnlyList<NumberId> Further => [.. Ids.Skip(1)];

    /// <summary>As people see them.</summary>
    public IReadOnlyList<(NumberId Id, CampaignNumber View)> Views =>
        _views ??= [.. All.Select(n => (n.Id, new CampaignNumber(n.PhoneNumberId, n.VerifiedName, n.DisplayPhoneNumber, Stopped.Contains(n.Id))))];

    /// <summary>Messages a second of all that send together.</summary>
    public int PerSecond => Sending.Sum(n => Math.Max(1, n.MessagesPerSecond));

    /// <summary>The one that may write to the fewest people a day: they share one limit, but WhatsApp tells it number by number.</summary>
    public Number Narrowest => Sending.DefaultIfEmpty(First).MinBy(n => PeopleLimit.Of(n.MessagingLimit) ?? int.MaxValue)!;

    /// <summary>Why they cannot send one campaign together; null when they can. Where an account is not known, WhatsApp decides.</summary>
    /// <param name="template">Its template's account; null or empty while that is not known.</param>
    public Error? Fault(string? template)
    {
        var account = string.IsNullOrEmpty(template) ? All.Select(n => n.BusinessAccountId).FirstOrDefault(a => a is not null) : template;
        return account is not null && All.Skip(1).FirstOrDefault(n => n.BusinessAccountId is { } other && other != account) is { } strange ? CampaignErrors.NumberOfOtherAccount(strange) : null;
    }

    public static async Task<CampaignSenders> ReadAsync(AdminDbContext db, Campaign campaign, CancellationToken ct) =>
        (await ReadAsync(db, [campaign], ct))[campaign.Key];

    /// <summary>By the campaigns' keys, with one question for all.</summary>
    public static async Task<IReadOnlyDictionary<long, CampaignSenders>> ReadAsync(AdminDbContext db, IReadOnlyCollection<Campaign> campaigns, CancellationToken ct)
    {
        var ids = campaigns.SelectMany(c => c.NumberIds).Distinct().ToList();
        var numbers = await db.Set<Number>().AsNoTracking().Where(n => ids.Contains(n.Id)).ToDictionaryAsync(n => n.Id, ct);
        return campaigns.ToDictionary(c => c.Key, c => new CampaignSenders([.. c.NumberIds.Select(id => numbers.GetValueOrDefault(id)).OfType<Number>()]) { Stopped = c.StoppedNumberIds });
    }
}
