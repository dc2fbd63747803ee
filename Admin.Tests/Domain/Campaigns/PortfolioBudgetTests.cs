using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.Campaigns;

/// <summary>Different people in a moving 24 hours, over all numbers of an organization.</summary>
public sealed class PortfolioBudgetTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly Organization _acme = Organization.Create("Acme", "acme", Times.Now);
    private readonly Organization _globex = Organization.Create("Globex", "globex", Times.Now);
    private TestDb _db = null!;

    public async ValueTask InitializeAsync()
    {
        _db = await TestDb.CreateAsync();
        await _db.AddAsync(_acme);
        await _db.AddAsync(_globex);
    }

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    [Fact]
    public async Task Take_MorePeopleThanAreAllowed_TurnsAwayTheNewOnesOnly()
    {
        var sender = Sender(_acme, "3");

        Assert.Equal(["a", "b"], await WriteAsync(sender, "a", "b"));
        Assert.Equal(["b", "c", "a"], await WriteAsync(sender, "b", "c", "d", "a", "e"));

        Assert.Equal(0, await LeftAsync(sender));
    }

    [Fact]
    public async Task Take_OfAnotherNumberOfTheOrganization_CountsTogether_AndNotWithAnotherOrganization()
    {
        await WriteAsync(Sender(_acme, "TIER_2K"), "a", "b");

        Assert.Equal(1998, await LeftAsync(Sender(_acme, "TIER_2K")));
        Assert.Equal(2000, await LeftAsync(Sender(_globex, "TIER_2K")));
        Assert.Null(await LeftAsync(Sender(_acme, "TIER_UNLIMITED")));
    }

    [Fact]
    public async Task Take_ADayLater_ThePlaceIsFree_AndFullSaysWhen()
    {
        var sender = Sender(_acme, "2");
        await WriteAsync(sender, "a");
        _time.Advance(TimeSpan.FromHours(10));
        await WriteAsync(sender, "b");
        var freeAt = default(DateTime);
        Assert.Equal([], await WriteAsync(sender, places => freeAt = places.FreeAt, "c"));
        Assert.Equal(Times.Now.AddHours(24), freeAt);

        _time.Advance(TimeSpan.FromHours(14));

        Assert.Equal(["c"], await WriteAsync(sender, "c", "d"));
    }

    [Fact]
    public async Task Take_AgainForTheSamePerson_ProlongsTheirDay()
    {
        var sender = Sender(_acme, "1");
        await WriteAsync(sender, "a");
        _time.Advance(TimeSpan.FromHours(20));
        await WriteAsync(sender, "a");
        _time.Advance(TimeSpan.FromHours(10));

        Assert.Equal(0, await LeftAsync(sender));
    }

    [Fact]
    public async Task GiveBack_ATryThatReachedNobody_FreesThePlaceUnlessSomethingReachedThemBefore()
    {
        var sender = Sender(_acme, "2");
        await WriteAsync(sender, "a");
        _time.Advance(TimeSpan.FromHours(1));
        var (again, first) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await InWriteAsync(sender, async db =>
        {
            var places = await new PortfolioBudget(_time).OpenAsync(db, sender, ["a", "b"], None);
            Assert.True(places.Take("a", again));
            Assert.True(places.Take("b", first));
        });

        await InWriteAsync(sender, db => PortfolioBudget.GiveBackAsync(db, [Call("a", again), Call("b", first), Call("c", Guid.CreateVersion7())], None));
        Assert.Equal(1, await LeftAsync(sender));

        // The first message still counts until its own day is over.
        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(2, await LeftAsync(sender));
    }

    [Fact]
    public async Task GiveBack_ByAnEarlierTry_TakesNothingFromALaterOne()
    {
        var sender = Sender(_acme, "2");
        var earlier = Guid.CreateVersion7();
        await InWriteAsync(sender, async db => Assert.True((await new PortfolioBudget(_time).OpenAsync(db, sender, ["a"], None)).Take("a", earlier)));
        await WriteAsync(sender, "a");

        await InWriteAsync(sender, db => PortfolioBudget.GiveBackAsync(db, [Call("a", earlier)], None));

        Assert.Equal(1, await LeftAsync(sender));
    }

    private static Begun Call(string phone, Guid attempt) => new(1, attempt, 1, phone, "{}");

    private static Number Sender(Organization organization, string limit)
    {
        var number = Number.Create(organization.Id, "100000000000001", "+55 11 90000-0001", "Shop", SecretId.New(), 80, Times.Now);
        number.Hear(Times.Now, quality: null, messagesPerSecond: null, limit);
        return number;
    }

    private Task<List<string>> WriteAsync(Number sender, params string[] phones) => WriteAsync(sender, _ => { }, phones);

    private async Task<List<string>> WriteAsync(Number sender, Action<PortfolioPlaces> look, params string[] phones)
    {
        List<string> written = [];
        await InWriteAsync(sender, async db =>
        {
            var places = await new PortfolioBudget(_time).OpenAsync(db, sender, phones, None);
            written = [.. phones.Where(p => places.Take(p, Guid.CreateVersion7()))];
            Assert.Equal(written.Count < phones.Length, places.IsFull);
            look(places);
        });
        return written;
    }

    private async Task<int?> LeftAsync(Number sender)
    {
        await using var db = await _db.OpenAsync(TenantScope.For(sender.OrganizationId));
        return await new PortfolioBudget(_time).LeftAsync(db, sender, None);
    }

    private async Task InWriteAsync(Number sender, Func<AdminDbContext, Task> work)
    {
        await using var db = await _db.OpenAsync(TenantScope.For(sender.OrganizationId));
        await using var write = await db.BeginWriteAsync(None);
        await work(db);
        await write.CommitAsync(None);
    }
}
