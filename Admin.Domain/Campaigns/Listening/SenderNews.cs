using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// What WhatsApp tells of templates, numbers and business accounts: stored with what it names, campaigns that could not send pause with
/// the reason, and those who look after campaigns are told. News older than what is known changes nothing.
/// </summary>
public sealed class SenderNews(IAdminDb adminDb, CampaignLedger ledger, CampaignMoves moves, NoticeBoard board)
{
    internal async Task ApplyAsync(NumbersOfApp numbers, IReadOnlyCollection<WebhookContent> contents, CancellationToken ct)
    {
        await LearnAccountsAsync(numbers, contents, ct);
        foreach (var news in contents.SelectMany(c => c.Templates))
        {
            foreach (var owned in numbers.OfAccount(news.AccountId).GroupBy(n => n.OrganizationId).ToList())
                await ChangeAsync(owned.Key, change => TemplateAsync(change, news, [.. owned.Select(n => n.Id)], ct), ct);
        }

        foreach (var news in contents.SelectMany(c => c.NumberNews))
        {
            if (numbers.WithDigits(news.Digits, news.AccountId) is { } number)
                await ChangeAsync(number.OrganizationId, change => NumberAsync(change, news, number.Id, ct), ct);
        }

        foreach (var news in contents.SelectMany(c => c.Accounts))
        {
            foreach (var owned in numbers.OfAccount(news.AccountId).GroupBy(n => n.OrganizationId).ToList())
                await ChangeAsync(owned.Key, change => AccountAsync(change, news, [.. owned.Select(n => n.Id)], ct), ct);
        }
    }

    /// <summary>The same for a template whose status was read from WhatsApp rather than told.</summary>
    internal Task ApplyAsync(OrganizationId organization, TemplateNews news, IReadOnlyList<NumberId> numbers, CancellationToken ct) =>
        ChangeAsync(organization, change => TemplateAsync(change, news, numbers, ct), ct);

    // Every signed webhook names its account beside the number; without that, news of an account would be nobody's.
    private async Task LearnAccountsAsync(NumbersOfApp numbers, IReadOnlyCollection<WebhookContent> contents, CancellationToken ct)
    {
        foreach (var (id, account) in contents.SelectMany(c => c.AccountOf).DistinctBy(a => a.Key, StringComparer.Ordinal))
        {
            if (account.Length > Number.BusinessAccountIdMaxLength || numbers.Find(id) is not { } seen || !seen.BelongsToAccount(account))
                continue;
            await ChangeAsync(seen.OrganizationId, async change =>
            {
                if (await change.Db.Set<Number>().FirstOrDefaultAsync(n => n.Id == seen.Id, ct) is { } number)
                    number.BelongsToAccount(account);
            }, ct);
        }
    }

    private async Task TemplateAsync(Change change, TemplateNews news, IReadOnlyList<NumberId> numbers, CancellationToken ct)
    {
        if (await TemplateFinder.OfAccountAsync(change.Db, news.Name, news.Language, news.AccountId, ct) is not { } template)
            return;
        if (news.Quality is { } quality && template.Hear(news.At, quality) && quality == QualityRating.Red)
            change.Tell(SenderNotices.QualityLow(template, news.At));
        var wasApproved = template.Status == TemplateStatus.Approved;
        if (news.Status is not { } status || !template.Hear(news.At, status, news.Reason) || status == TemplateStatus.Approved)
            return;
        var sending = change.Db.Set<Campaign>().Where(c => c.TemplateName == news.Name && c.TemplateLanguage == news.Language);
        var paused = await PauseAsync(change, sending, numbers, news.Reason is Template.Deleted or "PENDING_DELETION" ? "template_deleted" : $"template_{SnakeCase.Of(status)}", ct);
        if (wasApproved || paused > 0)
            change.Tell(SenderNotices.Stopped(template, paused, news.At));
    }

    private static async Task NumberAsync(Change change, NumberNews news, NumberId id, CancellationToken ct)
    {
        if (await change.Db.Set<Number>().FirstOrDefaultAsync(n => n.Id == id, ct) is { } number && number.Hear(news.At, news.Quality, news.MessagesPerSecond, news.MessagingLimit))
            change.Tell(SenderNotices.Changed(number, news));
    }

    private async Task AccountAsync(Change change, AccountNews news, IReadOnlyList<NumberId> numbers, CancellationToken ct)
    {
        if (news.MessagingLimit is { } limit)
        {
            foreach (var number in await change.Db.Set<Number>().Where(n => numbers.Contains(n.Id)).ToListAsync(ct))
                number.Hear(news.At, null, null, limit);
        }

        if (news.StopReason is not { } reason)
            return;
        var paused = await PauseAsync(change, change.Db.Set<Campaign>(), numbers, reason, ct);
        change.Tell(SenderNotices.Stopped(news, paused));
    }

    private async Task<int> PauseAsync(Change change, IQueryable<Campaign> campaigns, IReadOnlyList<NumberId> numbers, string reason, CancellationToken ct)
    {
        var active = await campaigns.Where(c => c.Status == CampaignStatus.Running || c.Status == CampaignStatus.Stalled).ToListAsync(ct);
        var running = active.FindAll(c => c.NumberIds.Except(c.StoppedNumberIds).Any(numbers.Contains));
        foreach (var campaign in running)
            await moves.PauseAsync(change.Db, campaign, reason, ct, by: "webhook");
        change.Paused.AddRange(running);
        return running.Count;
    }

    private async Task ChangeAsync(OrganizationId organization, Func<Change, Task> work, CancellationToken ct)
    {
        var (paused, told) = await CampaignLedger.AgainOnConflictAsync(async () =>
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            await using var write = await db.BeginWriteAsync(ct);
            var change = new Change(db);
            await work(change);
            var posted = change.Notices.Count == 0 ? 0 : await board.PostAsync(db, organization, change.Notices, ct);
            await write.CommitAsync(ct);
            return (change.Paused, posted > 0);
        });
        foreach (var campaign in paused)
            ledger.Tell(campaign);
        if (told)
            await board.AnnounceAsync(organization);
    }

    /// <summary>One write of one organization.</summary>
    private sealed class Change(AdminDbContext db)
    {
        public AdminDbContext Db => db;

        public List<Campaign> Paused { get; } = [];

        public List<NoticeDraft> Notices { get; } = [];

        public void Tell(NoticeDraft draft) => Notices.Add(draft);
    }
}
