using System.Globalization;
using System.Text;
using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Web.Campaigns;

/// <summary>Acme's campaigns in a world in which no engine runs: each stands as it was put.</summary>
internal static class WorldCampaigns
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A draft with so many people.</summary>
    public static async Task<CampaignId> DraftCampaignAsync(this World world, int people)
    {
        var acme = world.Acme;
        var draft = new CampaignDraft("May", acme.Number.PhoneNumberId, acme.Template.Name, acme.Template.Language, ["a", "b"], null);
        var id = (await world.Get<CampaignEditor>().CreateAsync(acme.Admin, draft, Ct)).Value.Id;
        await world.AddPeopleAsync(id, people);
        return id;
    }

    /// <summary>Brings so many people in by a file.</summary>
    public static async Task AddPeopleAsync(this World world, CampaignId id, int people)
    {
        var csv = "phone\n" + string.Concat(Enumerable.Range(0, people).Select(i => string.Create(CultureInfo.InvariantCulture, $"+5511987000{i:D3}\n")));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        Assert.Null((await world.Get<CampaignAudience>().ImportAsync(world.Acme.Admin, id, file, Ct)).Error);
    }

    /// <summary>A running campaign with these recipients, in this order.</summary>
    public static async Task<CampaignId> RunningCampaignAsync(this World world, params (RecipientState State, string? Reason)[] people)
    {
        var id = await world.DraftCampaignAsync(people.Length);
        await using var db = await world.Db.OpenAsync(TenantScope.For(world.Acme.Id));
        await using var write = await db.BeginWriteAsync(Ct);
        var campaign = await db.Set<Campaign>().SingleAsync(c => c.Id == id, Ct);
        var ordinals = await db.Set<Recipient>().Where(r => r.CampaignKey == campaign.Key).OrderBy(r => r.Ordinal).Select(r => r.Ordinal).ToListAsync(Ct);
        foreach (var (ordinal, (state, reason)) in ordinals.Zip(people))
        {
            DateTime? sent = state is RecipientState.Sent ? world.Now : null;
            await db.Set<Recipient>().Where(r => r.CampaignKey == campaign.Key && r.Ordinal == ordinal)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state).SetProperty(r => r.Reason, reason).SetProperty(r => r.SentAt, sent), Ct);
        }

        Assert.Null(campaign.Start(world.Now).Error);
        Assert.Null(campaign.Planned(people.Aggregate(RecipientCounts.None, (counts, p) => counts.Plus(p.State, 1))).Error);
        await write.CommitAsync(Ct);
        return id;
    }

    /// <summary>Lets a campaign that runs already send from another number of Acme's as well.</summary>
    public static async Task SendFromAsync(this World world, CampaignId id, string phoneNumberId)
    {
        await using var db = await world.Db.OpenAsync(TenantScope.For(world.Acme.Id));
        await using var write = await db.BeginWriteAsync(Ct);
        var further = JsonSerializer.Serialize(new[] { (await db.Set<Number>().SingleAsync(n => n.PhoneNumberId == phoneNumberId, Ct)).Id.Value });
        await db.Set<Campaign>().Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.FurtherNumbers, further), Ct);
        await write.CommitAsync(Ct);
    }

    public static async Task<CampaignView> CampaignAsync(this World world, CampaignId id) => (await world.Get<CampaignReader>().GetAsync(world.Acme.Admin, id, Ct)).Value;

    /// <summary>What stands in its activity log, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> CampaignActsAsync(this World world, CampaignId id) =>
        [.. (await world.Get<CampaignWatch>().ActivityAsync(world.Acme.Admin, id, new PageRequest(), Ct)).Value.Items.Select(a => a.Action).Reverse()];
}
