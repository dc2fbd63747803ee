using System.Globalization;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.PersonalData;

public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Sweep_CampaignThatEndedLongAgo_ForgetsItsPeopleAndKeepsItsCounts()
    {
        // More than a batch, so that it goes on where it stopped.
        var key = await EndedAsync(RetentionSweep.Batch + 7);
        _world.Time.Advance(TimeSpan.FromDays(300));
        await _world.Get<RetentionSweep>().RunAsync(None);
        Assert.All(await RowsAsync(key), r => Assert.StartsWith("+", r.Phone, StringComparison.Ordinal));

        _world.Time.Advance(TimeSpan.FromDays(100));
        await _world.Get<RetentionSweep>().RunAsync(None);

        var rows = await RowsAsync(key);
        Assert.Equal(RetentionSweep.Batch + 7, rows.Count);
        Assert.All(rows, r => Assert.True(PersonMark.Is(r.Phone)));
        Assert.All(rows, r => Assert.Equal((RecipientState.Skipped, "{}", null, null), (r.State, r.Fields, r.Wamid, r.Errors)));
        var entry = Assert.Single(await AuditAsync());
        Assert.Contains((RetentionSweep.Batch + 7).ToString(CultureInfo.InvariantCulture), entry.Details!, StringComparison.Ordinal);

        await _world.Get<RetentionSweep>().RunAsync(None);
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task ChangeAsync_ShorterTerms_HoldFromTheNextSweepOn()
    {
        var key = await EndedAsync(3);
        var retention = _world.Get<Retention>();
        var before = (await retention.GetAsync(_world.Acme.Admin, None)).Value;
        Assert.Equal((90, 12, 30, 7), (before.QueryHistoryDays, before.RecipientMonths, before.WebhookBodyDays, before.UploadDays));

        var changed = await retention.ChangeAsync(_world.Acme.Admin, new RetentionChange(30, 1, 5, 2), before.Stamp, None);
        Assert.Equal((30, 1, 5, 2), (changed.Value.QueryHistoryDays, changed.Value.RecipientMonths, changed.Value.WebhookBodyDays, changed.Value.UploadDays));
        _world.Time.Advance(TimeSpan.FromDays(40));
        await _world.Get<RetentionSweep>().RunAsync(None);

        Assert.All(await RowsAsync(key), r => Assert.True(PersonMark.Is(r.Phone)));
    }

    [Fact]
    public async Task ChangeAsync_FaultyOrStaleOrForbidden_IsRefused()
    {
        var retention = _world.Get<Retention>();
        var stamp = (await retention.GetAsync(_world.Acme.Admin, None)).Value.Stamp;

        Assert.Equal(("retention_invalid", "query_history_days"), await FaultAsync(new RetentionChange(6, 12, 30, 7), stamp));
        Assert.Equal(("retention_invalid", "recipient_months"), await FaultAsync(new RetentionChange(90, 0, 30, 7), stamp));
        Assert.Equal(("retention_invalid", "webhook_body_days"), await FaultAsync(new RetentionChange(90, 12, 0, 7), stamp));
        Assert.Equal(("retention_invalid", "upload_days"), await FaultAsync(new RetentionChange(90, 12, 30, 31), stamp));
        Assert.Equal("if_match_required", (await FaultAsync(new RetentionChange(90, 6, 30, 7), null)).Code);
        Assert.Equal("forbidden", (await retention.ChangeAsync(_world.Acme.Manager, new RetentionChange(90, 6, 30, 7), stamp, None)).Error!.Code);
        Assert.Null((await retention.ChangeAsync(_world.Acme.Admin, new RetentionChange(90, 6, 30, 7), stamp, None)).Error);
        Assert.Equal("changed_meanwhile", (await FaultAsync(new RetentionChange(90, 5, 30, 7), stamp)).Code);

        async Task<(string Code, string? Field)> FaultAsync(RetentionChange change, Guid? ifMatch)
        {
            var error = (await retention.ChangeAsync(_world.Acme.Admin, change, ifMatch, None)).Error!;
            return (error.Code, error.Field);
        }
    }

    /// <summary>A campaign that was cancelled just now, with so many skipped recipients; its key.</summary>
    private async Task<long> EndedAsync(int recipients)
    {
        var acme = _world.Acme;
        var campaign = Campaign.Create(acme.Id, new CampaignContent("Old", acme.Number.Id, acme.Template.Name, acme.Template.Language, ["a", "b"], null), _world.Now);
        await _world.Db.AddAsync(campaign);
        var rows = Enumerable.Range(0, recipients).Select(i =>
        {
            var row = Recipient.Create(campaign.Ref, i, string.Create(CultureInfo.InvariantCulture, $"+55119870{i:D5}"), """{"name":"Maria"}""", _world.Now);
            row.Skip("opted_out");
            return (object)row;
        });
        await _world.Db.AddAsync([.. rows]);
        await using var db = await _world.Db.OpenAsync(TenantScope.For(acme.Id));
        var started = await db.Set<Campaign>().SingleAsync(c => c.Key == campaign.Key);
        Assert.Null(started.Start(_world.Now).Error);
        Assert.Null(started.Cancel(_world.Now).Error);
        await db.SaveChangesAsync();
        return campaign.Key;
    }

    private async Task<List<Recipient>> RowsAsync(long key)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        return await db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == key).ToListAsync();
    }

    private async Task<List<AuditEntry>> AuditAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        return await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Action == "retention.swept").ToListAsync();
    }
}
