using System.Data.Common;
using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Campaigns.Persistence;

/// <summary>The ledger in SQL. Every statement names the organization, because none of them passes the tenant filter.</summary>
internal sealed class CampaignSql(AdminDb adminDb) : IRecipientQueue
{
    private const int InsertedAtOnce = 2_000;

    private readonly CampaignStatements _sql = adminDb.Provider == DatabaseProvider.Sqlite ? CampaignStatements.Sqlite : CampaignStatements.SqlServer;

    public async Task<int> AddAsync(AdminDbContext db, CampaignRef campaign, int firstOrdinal, IReadOnlyList<AudienceRow> rows, DateTime due, CancellationToken ct)
    {
        var added = 0;
        for (var i = 0; i < rows.Count; i += InsertedAtOnce)
        {
            var json = RecipientJson.Of(rows.Skip(i).Take(InsertedAtOnce), i);
            added += await RunAsync(db, _sql.Add, Key(db, campaign, ("@first", firstOrdinal), ("@due", due), ("@rows", json)), ct);
        }

        return added;
    }

    public Task<int> AddPartAsync(AdminDbContext db, CampaignRef campaign, int firstOrdinal, AudienceTerms part, DateTime due, CancellationToken ct)
    {
        var people = PeopleSql.Of(part.People(db, campaign.Organization));
        return RunAsync(db, people.Into(_sql.AddPart), [.. Key(db, campaign, ("@first", firstOrdinal), ("@due", due)), .. people.Parameters], ct);
    }

    public Task<int> SkipWithoutAsync(AdminDbContext db, CampaignRef campaign, string column, string reason, CancellationToken ct) =>
        RunAsync(db, _sql.SkipWithout, Key(db, campaign, ("@path", $"$.\"{column}\""), ("@reason", reason)), ct);

    public Task<int> SkipOptedOutAsync(AdminDbContext db, CampaignRef campaign, string reason, CancellationToken ct) =>
        SkipAsync(Rows(db, campaign).Where(r => db.Set<OptOut>().IgnoreQueryFilters().Any(o => o.OrganizationId == campaign.Organization && o.Phone == r.Phone)), reason, ct);

    public Task<int> SkipWithoutConsentAsync(AdminDbContext db, CampaignRef campaign, string reason, CancellationToken ct) =>
        SkipAsync(Rows(db, campaign).Where(r => !db.Set<Contact>().IgnoreQueryFilters().Any(c => c.OrganizationId == campaign.Organization && c.Phone == r.Phone && c.MarketingConsent == ConsentState.Given)), reason, ct);

    public Task<int> SkipPhonesAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<string> phones, string reason, CancellationToken ct) =>
        SkipAsync(Rows(db, campaign).Where(r => EF.Parameter(phones).Contains(r.Phone)), reason, ct);

    // Without a new version: no other statement writes this column, so whoever read the row before may still save it.
    public Task<int> RespondAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<int> ordinals, DateTime at, CancellationToken ct) =>
        Rows(db, campaign).Where(r => r.RespondedAt == null && EF.Parameter(ordinals).Contains(r.Ordinal))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.RespondedAt, at), ct);

    public Task AddRespondedAsync(AdminDbContext db, CampaignRef campaign, int count, CancellationToken ct) =>
        db.Set<Campaign>().IgnoreQueryFilters()
            .Where(c => c.OrganizationId == campaign.Organization && c.Key == campaign.Key)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.RespondedCount, c => c.RespondedCount + count), ct);

    // Without a new version, as an answer.
    public Task<int> PriceAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<int> ordinals, long micros, CancellationToken ct) =>
        Rows(db, campaign).Where(r => r.CostMicros == null && EF.Parameter(ordinals).Contains(r.Ordinal))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.CostMicros, micros), ct);

    public Task AddCostAsync(AdminDbContext db, CampaignRef campaign, long micros, CancellationToken ct) =>
        db.Set<Campaign>().IgnoreQueryFilters()
            .Where(c => c.OrganizationId == campaign.Organization && c.Key == campaign.Key)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.CostMicros, c => c.CostMicros + micros), ct);

    public async Task<RecipientCounts> CountAsync(AdminDbContext db, CampaignRef campaign, CancellationToken ct)
    {
        var groups = await Rows(db, campaign).GroupBy(r => r.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(ct);
        return groups.Aggregate(RecipientCounts.None, (counts, g) => counts.Plus(g.State, g.Count));
    }

    public async Task<IReadOnlyList<Recipient>> ClaimAsync(AdminDbContext db, CampaignRef campaign, Claim claim, CancellationToken ct)
    {
        var parameters = Key(db, campaign, ("@epoch", claim.Epoch), ("@take", claim.Take), ("@now", claim.Now), ("@until", claim.Until), ("@latest", claim.Latest), ("@token", claim.Token));
        var rows = await db.Set<Recipient>().FromSqlRaw(_sql.Claim, parameters).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
        rows.Sort((a, b) => a.Ordinal.CompareTo(b.Ordinal));
        return rows;
    }

    public Task ReleaseAsync(AdminDbContext db, CampaignRef campaign, Guid claim, IReadOnlyList<int>? ordinals, CancellationToken ct) =>
        (ordinals is null ? Rows(db, campaign) : Rows(db, campaign).Where(r => EF.Parameter(ordinals).Contains(r.Ordinal))).Where(r => r.State == RecipientState.Pending && r.ClaimToken == claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.ClaimToken, (Guid?)null)
                .SetProperty(r => r.ClaimedUntil, (DateTime?)null)
                .SetProperty(r => r.Version, r => r.Version + 1),
            ct);

    public async Task<IReadOnlyList<Recipient>> ReadAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<int> ordinals, CancellationToken ct) =>
        await db.Set<Recipient>().FromSqlRaw(_sql.Read, Key(db, campaign, ("@ordinals", JsonSerializer.Serialize(ordinals)))).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);

    public async Task<IReadOnlyList<Recipient>> ReadByWamidAsync(AdminDbContext db, OrganizationId organization, IReadOnlyList<string> wamids, CancellationToken ct) =>
        await db.Set<Recipient>().IgnoreQueryFilters().Where(r => r.OrganizationId == organization && EF.Parameter(wamids).Contains(r.Wamid!)).AsNoTracking().ToListAsync(ct);

    public async Task<IReadOnlyList<Recipient>> ReadLostAsync(AdminDbContext db, CampaignRef campaign, DateTime now, DateTime latest, int take, CancellationToken ct) =>
        await Rows(db, campaign).Where(r => r.State == RecipientState.Sending && (r.ClaimedUntil < now || r.ClaimedUntil > latest)).OrderBy(r => r.NextAttemptAt).ThenBy(r => r.Ordinal).Take(take).AsNoTracking().ToListAsync(ct);

    public Task<int> RearmAsync(AdminDbContext db, CampaignRef campaign, DateTime latest, DateTime now, CancellationToken ct) =>
        Rows(db, campaign).Where(r => r.State == RecipientState.Pending && r.NextAttemptAt > latest).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.NextAttemptAt, now)
                .SetProperty(r => r.Version, r => r.Version + 1),
            ct);

    public async Task SaveAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<Recipient> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        var saved = await RunAsync(db, _sql.Save, Key(db, campaign, ("@rows", RecipientJson.Of(rows))), ct);
        if (saved != rows.Count)
            throw new LedgerConflictException();
    }

    public Task AddCountsAsync(AdminDbContext db, CampaignRef campaign, RecipientCounts difference, CancellationToken ct) =>
        difference == RecipientCounts.None ? Task.CompletedTask : db.Set<Campaign>().IgnoreQueryFilters()
            .Where(c => c.OrganizationId == campaign.Organization && c.Key == campaign.Key)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(c => c.PendingCount, c => c.PendingCount + difference.Pending)
                    .SetProperty(c => c.SendingCount, c => c.SendingCount + difference.Sending)
                    .SetProperty(c => c.SentCount, c => c.SentCount + difference.Sent)
                    .SetProperty(c => c.DeliveredCount, c => c.DeliveredCount + difference.Delivered)
                    .SetProperty(c => c.ReadCount, c => c.ReadCount + difference.Read)
                    .SetProperty(c => c.FailedCount, c => c.FailedCount + difference.Failed)
                    .SetProperty(c => c.SkippedCount, c => c.SkippedCount + difference.Skipped)
                    .SetProperty(c => c.AmbiguousCount, c => c.AmbiguousCount + difference.Ambiguous)
                    .SetProperty(c => c.CancelledCount, c => c.CancelledCount + difference.Cancelled),
                ct);

    public Task AddToBucketAsync(AdminDbContext db, CampaignRef campaign, BucketChange change, CancellationToken ct) =>
        RunAsync(db, _sql.AddToBucket, Key(db, campaign, ("@at", change.At), ("@seconds", change.Seconds), ("@accepted", change.Accepted), ("@delivered", change.Delivered), ("@read", change.Read), ("@failed", change.Failed)), ct);

    public Task<int> SettleAmbiguousAsync(AdminDbContext db, CampaignRef campaign, Settlement settlement, DateTime now, CancellationToken ct)
    {
        var ambiguous = Rows(db, campaign).Where(r => r.State == RecipientState.Ambiguous);
        return settlement == Settlement.SendAgain
            ? ambiguous.ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.State, RecipientState.Pending)
                    .SetProperty(r => r.Reason, (string?)null)
                    .SetProperty(r => r.NextAttemptAt, now)
                    .SetProperty(r => r.Version, r => r.Version + 1),
                ct)
            : ambiguous.ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.State, RecipientState.Sent)
                    .SetProperty(r => r.Reason, Recipient.CountedByPerson)
                    .SetProperty(r => r.SentAt, r => r.SentAt ?? now)
                    .SetProperty(r => r.Version, r => r.Version + 1),
                ct);
    }

    public Task<int> CancelPendingAsync(AdminDbContext db, CampaignRef campaign, CancellationToken ct) =>
        Rows(db, campaign).Where(r => r.State == RecipientState.Pending).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.State, RecipientState.Cancelled)
                .SetProperty(r => r.ClaimToken, (Guid?)null)
                .SetProperty(r => r.ClaimedUntil, (DateTime?)null)
                .SetProperty(r => r.Version, r => r.Version + 1),
            ct);

    public Task<int> RetryFailedAsync(AdminDbContext db, CampaignRef campaign, string? code, DateTime now, CancellationToken ct) =>
        Rows(db, campaign)
            // Who was forgotten since cannot be written to.
            .Where(r => r.State == RecipientState.Failed && !EF.Functions.Like(r.Phone, PersonMark.Pattern) && (code == null ? !RetryRules.NeverAgain.Contains(r.Reason) : r.Reason == code))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.State, RecipientState.Pending)
                    .SetProperty(r => r.Reason, (string?)null)
                    .SetProperty(r => r.Attempts, 0)
                    // What is still told of the message that failed must not touch the one to come.
                    .SetProperty(r => r.AttemptId, (Guid?)null)
                    // The message to come is counted by its own time.
                    .SetProperty(r => r.SentAt, (DateTime?)null)
                    .SetProperty(r => r.FailedAt, (DateTime?)null)
                    .SetProperty(r => r.CostMicros, (long?)null)
                    .SetProperty(r => r.NextAttemptAt, now)
                    .SetProperty(r => r.Version, r => r.Version + 1),
                ct);

    public Task DeleteAsync(AdminDbContext db, CampaignRef campaign, CancellationToken ct) => Rows(db, campaign).ExecuteDeleteAsync(ct);

    private static Task<int> SkipAsync(IQueryable<Recipient> rows, string reason, CancellationToken ct) =>
        rows.Where(r => r.State == RecipientState.Pending).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.State, RecipientState.Skipped)
                .SetProperty(r => r.Reason, reason)
                .SetProperty(r => r.ClaimToken, (Guid?)null)
                .SetProperty(r => r.ClaimedUntil, (DateTime?)null)
                .SetProperty(r => r.Version, r => r.Version + 1),
            ct);

    private static IQueryable<Recipient> Rows(AdminDbContext db, CampaignRef campaign) =>
        db.Set<Recipient>().IgnoreQueryFilters().Where(r => r.OrganizationId == campaign.Organization && r.CampaignKey == campaign.Key);

    private static Task<int> RunAsync(AdminDbContext db, string sql, object[] parameters, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(sql, parameters, ct);

    private static object[] Key(AdminDbContext db, CampaignRef campaign, params (string Name, object Value)[] others)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        return [Parameter(command, "@org", campaign.Organization.Value), Parameter(command, "@key", campaign.Key), .. others.Select(o => Parameter(command, o.Name, o.Value))];
    }

    private static object Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        return parameter;
    }
}
