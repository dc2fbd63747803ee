using Admin.Domain.Accounts;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Notices;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Secrets;

public sealed class RevealWatchTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly int Threshold = new SecretsOptions().RevealNoticeThreshold;

    private NoticesFixture _test = null!;

    private World World => _test.World;

    public async ValueTask InitializeAsync() => _test = await NoticesFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Reveal_OneMoreThanTheThreshold_TellsTheOtherAdminsOnce()
    {
        await RevealAsync(_test.Second, Threshold);
        Assert.Empty(await _test.ListAsync(World.Acme.Admin));

        await RevealAsync(_test.Second, 4);

        var notice = Assert.Single(await _test.ListAsync(World.Acme.Admin));
        Assert.Equal(("secret.many_reveals", "second", "11"), (notice.Kind, notice.Details["person_name"], notice.Details["count"]));
        Assert.Equal(_test.Second.Person!.Value.ToString(), notice.SubjectId);
        Assert.Empty(await _test.ListAsync(_test.Second));
    }

    [Fact]
    public async Task Reveal_SpreadOverMoreThanAnHour_TellsNobody()
    {
        await RevealAsync(_test.Second, Threshold);
        World.Time.Advance(TimeSpan.FromMinutes(61));
        await RevealAsync(_test.Second, 1);

        Assert.Empty(await _test.ListAsync(World.Acme.Admin));
    }

    [Fact]
    public async Task Reveal_ManyAgainAnHourLater_TellsAgain()
    {
        await RevealAsync(_test.Second, Threshold + 1);
        World.Time.Advance(TimeSpan.FromMinutes(61));
        await RevealAsync(_test.Second, Threshold + 1);

        Assert.Equal(2, (await _test.ListAsync(World.Acme.Admin)).Count);
    }

    [Fact]
    public async Task Reveal_TwoPeopleTogether_AreCountedApart()
    {
        await RevealAsync(World.Acme.Admin, Threshold - 1);
        await RevealAsync(_test.Second, Threshold - 1);

        Assert.Empty(await _test.ReceiptsAsync());
    }

    [Fact]
    public async Task Reveal_ByAVisitingSuperAdmin_TellsEveryAdmin()
    {
        await World.Get<Visits>().EnterAsync(World.Super, World.Acme.Id, "ticket 4711", Ct);
        await RevealAsync(World.Super with { Organization = World.Acme.Id }, Threshold + 1);

        Assert.Contains(await _test.ListAsync(World.Acme.Admin), n => n.Kind == NoticeKinds.ManyReveals.Name);
        Assert.Contains(await _test.ListAsync(_test.Second), n => n.Kind == NoticeKinds.ManyReveals.Name);
    }

    private async Task RevealAsync(Actor actor, int times)
    {
        if (actor == _test.Second)
            Assert.False((await World.Get<StepUp>().ConfirmAsync(actor, Tenant.Password, null, Ct)).Failed);
        for (var i = 0; i < times; i++)
            Assert.Null((await World.Get<SecretService>().RevealAsync(actor with { Reason = "a reason of mine" }, World.Acme.Secret.Id, SecretWanted.Current, Ct)).Error);
    }
}
