using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns;

/// <summary>
/// The set-based work on the ledger, which each database words differently. Every method runs inside the caller's open write,
/// names the organization, and decides nothing: what may happen to a recipient stands in <see cref="Recipient"/>.
/// </summary>
public interface IRecipientQueue
{
    /// <summary>Adds those whose phone the campaign does not have yet, under ordinals from <paramref name="firstOrdinal"/>; answers how many.</summary>
    Task<int> AddAsync(AdminDbContext db, CampaignRef campaign, int firstOrdinal, IReadOnlyList<AudienceRow> rows, DateTime due, CancellationToken ct);

    /// <summary>Freezes a part of the audience into recipients, those that are new to the campaign, under ordinals from <paramref name="firstOrdinal"/> without a gap; answers how many.</summary>
    Task<int> AddPartAsync(AdminDbContext db, CampaignRef campaign, int firstOrdinal, AudienceTerms part, DateTime due, CancellationToken ct);

    /// <summary>Skips the pending ones that have no value in a column that the template needs.</summary>
    Task<int> SkipWithoutAsync(AdminDbContext db, CampaignRef campaign, string column, string reason, CancellationToken ct);

    /// <summary>Skips the pending ones that opted out.</summary>
    Task<int> SkipOptedOutAsync(AdminDbContext db, CampaignRef campaign, string reason, CancellationToken ct);

    /// <summary>Skips the pending ones who are no contact that consented to marketing.</summary>
    Task<int> SkipWithoutConsentAsync(AdminDbContext db, CampaignRef campaign, string reason, CancellationToken ct);

    /// <summary>Skips these phones where they are pending; answers how many.</summary>
    Task<int> SkipPhonesAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<string> phones, string reason, CancellationToken ct);

    /// <summary>Notes that these answered at this time, unless it is known that they did; answers how many were new.</summary>
    Task<int> RespondAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<int> ordinals, DateTime at, CancellationToken ct);

    /// <summary>Counts that so many more have answered.</summary>
    Task AddRespondedAsync(AdminDbContext db, CampaignRef campaign, int count, CancellationToken ct);

    /// <summary>Notes what their messages cost, unless that is known; answers how many were new.</summary>
    Task<int> PriceAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<int> ordinals, long micros, CancellationToken ct);

    /// <summary>Counts that the campaign has cost so much more.</summary>
    Task AddCostAsync(AdminDbContext db, CampaignRef campaign, long micros, CancellationToken ct);

    Task<RecipientCounts> CountAsync(AdminDbContext db, CampaignRef campaign, CancellationToken ct);

    /// <summary>Leases the next due ones, if the campaign is still running in this epoch.</summary>
    Task<IReadOnlyList<Recipient>> ClaimAsync(AdminDbContext db, CampaignRef campaign, Claim claim, CancellationToken ct);

    /// <summary>Gives back what is leased under a token and was not begun.</summary>
    /// <param name="ordinals">Null: all of it, for which all that are pending are looked through.</param>
    Task ReleaseAsync(AdminDbContext db, CampaignRef campaign, Guid claim, IReadOnlyList<int>? ordinals, CancellationToken ct);

    /// <summary>The rows of these ordinals, not tracked.</summary>
    Task<IReadOnlyList<Recipient>> ReadAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<int> ordinals, CancellationToken ct);

    /// <summary>The organization's rows of these messages, not tracked.</summary>
    Task<IReadOnlyList<Recipient>> ReadByWamidAsync(AdminDbContext db, OrganizationId organization, IReadOnlyList<string> wamids, CancellationToken ct);

    /// <summary>The rows whose call began under a lease that is over, or that ends after <paramref name="latest"/>, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<Recipient>> ReadLostAsync(AdminDbContext db, CampaignRef campaign, DateTime now, DateTime latest, int take, CancellationToken ct);

    /// <summary>Makes the pending ones that are due after <paramref name="latest"/> due now; answers how many.</summary>
    Task<int> RearmAsync(AdminDbContext db, CampaignRef campaign, DateTime latest, DateTime now, CancellationToken ct);

    /// <summary>Writes changed rows back, each only if nobody else wrote it since it was read.</summary>
    /// <exception cref="LedgerConflictException">Somebody did; the whole transaction must be given up and tried again.</exception>
    Task SaveAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<Recipient> rows, CancellationToken ct);

    /// <summary>Moves the campaign's counts by a difference.</summary>
    Task AddCountsAsync(AdminDbContext db, CampaignRef campaign, RecipientCounts difference, CancellationToken ct);

    /// <summary>Adds to the bucket of a moment, and begins it if there is none.</summary>
    Task AddToBucketAsync(AdminDbContext db, CampaignRef campaign, BucketChange change, CancellationToken ct);

    /// <summary>Settles all ambiguous ones alike; answers how many.</summary>
    Task<int> SettleAmbiguousAsync(AdminDbContext db, CampaignRef campaign, Settlement settlement, DateTime now, CancellationToken ct);

    /// <summary>Cancels all pending ones; answers how many.</summary>
    Task<int> CancelPendingAsync(AdminDbContext db, CampaignRef campaign, CancellationToken ct);

    /// <summary>Puts failed ones back to pending, of one code or of all; answers how many.</summary>
    Task<int> RetryFailedAsync(AdminDbContext db, CampaignRef campaign, string? code, DateTime now, CancellationToken ct);

    /// <summary>Deletes the recipients of a draft.</summary>
    Task DeleteAsync(AdminDbContext db, CampaignRef campaign, CancellationToken ct);
}

/// <summary>A lease on due recipients.</summary>
/// <param name="Token">Fences every later write of the claimed rows.</param>
public sealed record Claim(Guid Token, int Epoch, int Take, DateTime Now, DateTime Until)
{
    /// <summary>A lease that ends after this was taken under a clock that has been set back since, and holds no longer.</summary>
    public DateTime Latest => Until + (Until - Now);
}

/// <summary>One person of an audience, normalised and checked.</summary>
/// <param name="Fields">A flat JSON object of texts.</param>
public sealed record AudienceRow(string Phone, string Fields);

/// <summary>Two writers met on one recipient, which only happens between nodes.</summary>
public sealed class LedgerConflictException() : Exception("Somebody else wrote a recipient in between.");
