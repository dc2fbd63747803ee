using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// How many different people a portfolio may still write to in its moving 24 hours. The organization's numbers are taken for one
/// portfolio; who wrote to us and may be answered freely is counted as well, so that this is never more than WhatsApp allows.
/// Works inside the caller's open write, so that nodes that begin calls at the same time count each other's.
/// </summary>
public sealed class PortfolioBudget(TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>How many more people there is room for; null without a limit.</summary>
    public async Task<int?> LeftAsync(AdminDbContext db, Number sender, CancellationToken ct) =>
        PeopleLimit.Of(sender.MessagingLimit) is { } limit ? Math.Max(0, limit - await Written(db).CountAsync(ct)) : null;

    /// <summary>Who of these may be written to now.</summary>
    internal async Task<PortfolioPlaces> OpenAsync(AdminDbContext db, Number sender, IReadOnlyList<string> phones, CancellationToken ct)
    {
        if (PeopleLimit.Of(sender.MessagingLimit) is null || phones.Count == 0)
            return PortfolioPlaces.Unlimited;
        await db.HoldAsync($"portfolio:{sender.OrganizationId}", ct);
        var left = await LeftAsync(db, sender, ct);
        var known = await db.Set<PortfolioPerson>().Where(p => phones.Contains(p.Phone)).ToDictionaryAsync(p => p.Phone, StringComparer.Ordinal, ct);
        var oldest = left >= phones.Count ? null : await Written(db).MinAsync(p => (DateTime?)p.WrittenAt, ct);
        return new PortfolioPlaces(db, sender.OrganizationId, known, left, Now, (oldest ?? Now) + PeopleLimit.Window);
    }

    /// <summary>These tries reached nobody: their places are free again.</summary>
    internal static async Task GiveBackAsync(AdminDbContext db, IReadOnlyList<Begun> calls, CancellationToken ct)
    {
        if (calls.Count == 0)
            return;
        var attempts = calls.Select(c => c.Attempt).ToHashSet();
        var phones = calls.Select(c => c.Phone).ToList();
        foreach (var person in (await db.Set<PortfolioPerson>().Where(p => phones.Contains(p.Phone)).ToListAsync(ct)).Where(p => attempts.Contains(p.AttemptId)))
        {
            if (!person.TakeBack())
                db.Remove(person);
        }
    }

    private IQueryable<PortfolioPerson> Written(AdminDbContext db)
    {
        var since = Now - PeopleLimit.Window;
        return db.Set<PortfolioPerson>().Where(p => p.WrittenAt > since);
    }
}

/// <summary>The places that are left, handed out one by one within one write.</summary>
internal sealed class PortfolioPlaces
{
    private readonly AdminDbContext? _db;
    private readonly OrganizationId _organization;
    private readonly Dictionary<string, PortfolioPerson> _known = new(StringComparer.Ordinal);
    private readonly DateTime _now;
    private int? _left;

    public PortfolioPlaces(AdminDbContext db, OrganizationId organization, Dictionary<string, PortfolioPerson> known, int? left, DateTime now, DateTime freeAt)
    {
        (_db, _organization, _known, _left, _now) = (db, organization, known, left, now);
        FreeAt = freeAt;
    }

    private PortfolioPlaces()
    {
    }

    public static PortfolioPlaces Unlimited { get; } = new();

    /// <summary>When the next place is free, once <see cref="IsFull"/>.</summary>
    public DateTime FreeAt { get; }

    /// <summary>Whether somebody was turned away.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes the person's place for a try; false when there is none.</summary>
    public bool Take(string phone, Guid attempt)
    {
        if (_db is null)
            return true;
        var known = _known.GetValueOrDefault(phone);
        if ((known is null || known.WrittenAt <= _now - PeopleLimit.Window) && _left-- <= 0)
        {
            _left = 0;
            IsFull = true;
            return false;
        }

        if (known is null)
            _db.Add(_known[phone] = PortfolioPerson.Create(_organization, phone, attempt, _now));
        else
            known.Write(attempt, _now);
        return true;
    }
}
