using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Nightly, organization by organization: forgets who the recipients of old campaigns were, old runs of the console, old webhooks and
/// old uploads, as the organization's <see cref="RetentionTerms"/> say. Safe to run twice, and to be ended anywhere: each batch stands
/// for itself, and what was done is audited with the last of them.
/// </summary>
public sealed class RetentionSweep(IAdminDb adminDb, AuditLog audit, PersonSeal seal, WebhookSweep webhooks, ContactImportHousekeeping uploads, MediaSweep media, IDiskTraces traces, TimeProvider time, ILogger<RetentionSweep> log)
{
    /// <summary>Small enough that nobody waits noticeably for the write gate.</summary>
    internal const int Batch = 500;

    /// <summary>Who is said to have done it.</summary>
    private const string Name = "retention";

    private static readonly TenantScope Everybody = TenantScope.All("which organizations there are, to sweep each of them by its own");

    public async Task RunAsync(CancellationToken ct)
    {
        List<OrganizationId> organizations;
        await using (var db = await adminDb.OpenAsync(Everybody, ct))
            organizations = await db.Set<Organization>().Select(o => o.Id).ToListAsync(ct);
        var bodies = await SweepWebhooksAsync(ct);
        foreach (var organization in organizations)
        {
            try
            {
                await SweepAsync(organization, bodies.GetValueOrDefault(organization), ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One organization's trouble is not the others'.
                log.LogError(e, "Old data of organization {Organization} could not be swept; the next night tries again", organization);
            }
        }

        await traces.RemoveAsync(ct);
    }

    // One body may be several organizations', so that all of them are swept at once.
    private async Task<IReadOnlyDictionary<OrganizationId, int>> SweepWebhooksAsync(CancellationToken ct)
    {
        try
        {
            return await webhooks.RunAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Old webhooks could not be swept; the next night tries again");
            return new Dictionary<OrganizationId, int>();
        }
    }

    private async Task SweepAsync(OrganizationId organization, int bodies, CancellationToken ct)
    {
        var terms = await TermsAsync(organization, ct);
        var now = time.GetUtcNow().UtcDateTime;
        var recipients = await ForgetRecipientsAsync(organization, now.AddMonths(-terms.RecipientMonths), ct);
        var runs = await DeleteRunsAsync(organization, now.AddDays(-terms.QueryHistoryDays), ct);
        var imports = await uploads.ForgetAsync(organization, now.AddDays(-terms.UploadDays), ct);
        var files = await media.DeleteAsync(organization, ct);
        if (recipients + runs + bodies + imports + files == 0)
            return;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["recipients"] = recipients.ToString(CultureInfo.InvariantCulture),
            ["query_runs"] = runs.ToString(CultureInfo.InvariantCulture),
            ["webhook_bodies"] = bodies.ToString(CultureInfo.InvariantCulture),
            ["imports"] = imports.ToString(CultureInfo.InvariantCulture),
            ["media"] = files.ToString(CultureInfo.InvariantCulture),
        };
        await audit.AppendAsync(db, Actor.System(organization, Name), new AuditAct("retention.swept", "organization", organization.ToString(), Details: details), ct);
        await write.CommitAsync(ct);
    }

    private async Task<RetentionView> TermsAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return Retention.View(organization, await db.Set<RetentionTerms>().AsNoTracking().FirstOrDefaultAsync(ct));
    }

    private async Task<int> ForgetRecipientsAsync(OrganizationId organization, DateTime before, CancellationToken ct)
    {
        List<long> campaigns;
        await using (var db = await adminDb.OpenAsync(TenantScope.For(organization), ct))
            campaigns = await db.Set<Campaign>().Where(c => c.FinishedAt < before).Select(c => c.Key).ToListAsync(ct);
        var forgotten = 0;
        foreach (var campaign in campaigns)
            forgotten += await ForgetRecipientsAsync(organization, campaign, ct);
        return forgotten;
    }

    private async Task<int> ForgetRecipientsAsync(OrganizationId organization, long campaign, CancellationToken ct)
    {
        for (var forgotten = 0; ;)
        {
            var (rows, gone) = await CampaignLedger.AgainOnConflictAsync(() => ForgetBatchAsync(organization, campaign, ct));
            forgotten += gone;
            if (rows < Batch)
                return forgotten;
        }
    }

    // In the order of the index of phones, in which marks come last: a campaign that is through costs one look.
    private async Task<(int Rows, int Forgotten)> ForgetBatchAsync(OrganizationId organization, long campaign, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var first = await db.Set<Recipient>()
            .Where(r => r.CampaignKey == campaign && r.State != RecipientState.Pending && r.State != RecipientState.Sending && r.State != RecipientState.Ambiguous)
            .OrderBy(r => r.Phone).Take(Batch).ToListAsync(ct);
        var rows = first.TakeWhile(r => !PersonMark.Is(r.Phone)).ToList();
        var forgotten = await ForgottenRecipients.ForgetAsync(db, rows, phone => seal.Mark(organization, phone), ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return (rows.Count, forgotten);
    }

    private async Task<int> DeleteRunsAsync(OrganizationId organization, DateTime before, CancellationToken ct)
    {
        for (var deleted = 0; ;)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            await using var write = await db.BeginWriteAsync(ct);
            var runs = await db.Set<QueryRun>().Where(r => r.StartedAt < before).OrderBy(r => r.StartedAt).Take(Batch).ToListAsync(ct);
            db.RemoveRange(runs);
            await db.SaveChangesAsync(ct);
            await write.CommitAsync(ct);
            deleted += runs.Count;
            if (runs.Count < Batch)
                return deleted;
        }
    }
}
