using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Notices;

/// <summary>Authorises what people do with notices of their own.</summary>
public sealed class NoticeReaders(Access access)
{
    internal async Task<Result<NoticeReader>> RequireAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Notices.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (actor is not { Kind: ActorKind.Person, Person: { } person })
            return AccountErrors.PeopleOnly;
        var grant = await access.GrantAsync(actor, ct);
        return new NoticeReader(allowed.Value, person, grant.Permissions);
    }
}

/// <summary>Whose notices, and what they may see of them now.</summary>
internal sealed record NoticeReader(OrganizationId Organization, PersonId Person, IReadOnlySet<string> Permissions)
{
    /// <summary>Groups with something in them for this person.</summary>
    public IReadOnlyList<NoticeGroup> Groups => [.. NoticeKinds.All.Where(k => Permissions.Contains(k.Permission)).Select(k => k.Group).Distinct().Order()];

    /// <summary>Received, and still this person's to see: a right that was lost takes its notices along.</summary>
    public IQueryable<ReceivedNotice> Visible(AdminDbContext db)
    {
        var kinds = NoticeKinds.NamesFor(Permissions);
        return from receipt in db.Set<NoticeReceipt>()
               join notice in db.Set<Notice>() on new { receipt.OrganizationId, Id = receipt.NoticeId } equals new { notice.OrganizationId, notice.Id }
               where receipt.PersonId == Person && (receipt.IsPersonal || kinds.Contains(notice.Kind))
               select new ReceivedNotice { Receipt = receipt, Notice = notice };
    }
}

/// <summary>With settable properties, which EF can compose further conditions on.</summary>
internal sealed class ReceivedNotice
{
    public required NoticeReceipt Receipt { get; init; }

    public required Notice Notice { get; init; }
}
