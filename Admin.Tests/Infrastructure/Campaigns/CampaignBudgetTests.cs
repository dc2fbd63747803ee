using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>What a running campaign does when a budget is used up: it waits, counts no try, says who rules, and goes on by itself.</summary>
public sealed class CampaignBudgetTests : IAsyncLifetime
{
    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task PortfolioFull_IsStalledWithItsReason_AndGoesOnWhenPlacesAreFree()
    {
        await HearAsync(messagingLimit: "5");
        var node = await _fixture.AddNodeAsync(null, ("Campaigns:StallSeconds", "2"));
        var id = await _fixture.PrepareAsync(8);
        await node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);

        var stalled = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Stalled);
        Assert.Equal(StallReason.WaitingForPortfolio, stalled.StatusReason);
        Assert.Equal(3, stalled.Counts.Pending);
        Assert.Equal(5, (await _fixture.LedgerAsync()).Count);
        Assert.All((await _fixture.RowsAsync(id)).Where(r => r.State == RecipientState.Pending), r => Assert.Equal((0, null), (r.Attempts, r.ClaimToken)));
        var shown = await node.Get<CampaignReader>().GetAsync(_fixture.Actor, id, CancellationToken.None);
        Assert.Equal(LimitedBy.Portfolio, shown.Value.LimitedBy);

        await AgeAsync(TimeSpan.FromHours(25));

        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
        Assert.Equal(8, (await _fixture.LedgerAsync()).Values.Sum());
    }

    [Fact]
    public async Task TwoCampaignsToTheSamePeople_OfOneNumber_AreSixSecondsApart()
    {
        var node = await _fixture.AddNodeAsync();
        var (first, second) = (await _fixture.PrepareAsync(5), await _fixture.PrepareAsync(5));
        await node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(first);
        await _fixture.StartAsync(second);

        await _fixture.UntilAsync(first, c => c.Status == CampaignStatus.Completed);
        await _fixture.UntilAsync(second, c => c.Status == CampaignStatus.Completed);

        var times = (await _fixture.RowsAsync(first)).Concat(await _fixture.RowsAsync(second)).ToLookup(r => r.Phone);
        Assert.All(times, person => Assert.True((person.Max(r => r.SentAt)!.Value - person.Min(r => r.SentAt)!.Value) >= PairBudget.Apart - TimeSpan.FromSeconds(1), person.Key));
        Assert.All(times.SelectMany(person => person), r => Assert.Equal((1, null), (r.Attempts, r.Errors)));
    }

    [Fact]
    public async Task NumberBecomesFaster_TheRunningCampaignGoesAtItsNewSpeed()
    {
        await HearAsync(messagesPerSecond: 1);
        var node = await _fixture.AddNodeAsync();
        // At its first speed this would take ten minutes.
        var id = await _fixture.PrepareAsync(600);
        await node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Pending < 600);

        await HearAsync(messagesPerSecond: 1000);

        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
    }

    private async Task HearAsync(int? messagesPerSecond = null, string? messagingLimit = null)
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        var number = await db.Set<Number>().SingleAsync();
        Assert.True(number.Hear(TimeProvider.System.GetUtcNow().UtcDateTime, quality: null, messagesPerSecond, messagingLimit));
        await db.SaveChangesAsync();
    }

    private async Task AgeAsync(TimeSpan by)
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        var people = await db.Set<PortfolioPerson>().ToListAsync();
        people.ForEach(p => db.Entry(p).Property(x => x.WrittenAt).CurrentValue = p.WrittenAt - by);
        await db.SaveChangesAsync();
    }
}
