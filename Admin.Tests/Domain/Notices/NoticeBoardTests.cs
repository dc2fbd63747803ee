using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Notices;

public sealed class NoticeBoardTests : IAsyncLifetime
{
    private NoticesFixture _test = null!;

    private World World => _test.World;

    public async ValueTask InitializeAsync() => _test = await NoticesFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Post_AKind_ReachesWhoeverMayReadIt()
    {
        await _test.PostAsync(NoticesFixture.Draft());

        Assert.Equal("API_KEY", Assert.Single(await _test.ListAsync(World.Acme.Admin)).Details["name"]);
        Assert.Single(await _test.ListAsync(_test.Second));
        Assert.Empty(await _test.ListAsync(World.Acme.Support));
        Assert.Empty(await _test.ListAsync(World.Acme.Manager));
    }

    [Fact]
    public async Task Post_AnotherOrganization_ReceivesNothing()
    {
        await _test.PostAsync(NoticesFixture.Draft());

        Assert.Empty(await _test.ListAsync(World.Globex.Admin));
        Assert.Equal(0, await _test.UnreadAsync(World.Globex.Admin));
    }

    [Fact]
    public async Task Post_SameKeyLater_IsToldOnce()
    {
        Assert.Equal(1, await _test.PostAsync(NoticesFixture.Draft("k")));
        Assert.Equal(0, await _test.PostAsync(NoticesFixture.Draft("k")));

        Assert.Single(await _test.ListAsync(World.Acme.Admin));
    }

    [Fact]
    public async Task Post_SameKeyInOneWrite_IsToldOnce()
    {
        Assert.Equal(1, await _test.PostAsync(NoticesFixture.Draft("k"), NoticesFixture.Draft("k")));

        await using var db = await World.Db.OpenAsync(TenantScope.For(World.Acme.Id));
        await using var write = await db.BeginWriteAsync(NoticesFixture.Ct);
        Assert.True(await _test.Board.PostAsync(db, World.Acme.Id, NoticesFixture.Draft("l"), NoticesFixture.Ct));
        Assert.False(await _test.Board.PostAsync(db, World.Acme.Id, NoticesFixture.Draft("l"), NoticesFixture.Ct));
    }

    [Fact]
    public async Task Post_SameKeyInTwoOrganizations_IsToldInBoth()
    {
        await _test.PostAsync(NoticesFixture.Draft("k"));

        Assert.Equal(1, await _test.PostAsync(World.Globex.Id, NoticesFixture.Draft("k")));
        Assert.Single(await _test.ListAsync(World.Globex.Admin));
    }

    [Fact]
    public async Task Post_WriteRolledBack_TellsNobody()
    {
        await using (var db = await World.Db.OpenAsync(TenantScope.For(World.Acme.Id)))
        {
            await using var write = await db.BeginWriteAsync(NoticesFixture.Ct);
            await _test.Board.PostAsync(db, World.Acme.Id, NoticesFixture.Draft(), NoticesFixture.Ct);
        }

        Assert.Empty(await _test.ListAsync(World.Acme.Admin));
    }

    [Fact]
    public async Task Post_OutsideAWrite_Throws()
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(World.Acme.Id));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _test.Board.PostAsync(db, World.Acme.Id, NoticesFixture.Draft(), NoticesFixture.Ct));
    }

    [Fact]
    public async Task Post_ExceptItsCause_LeavesThemOut()
    {
        await _test.PostAsync(NoticesFixture.Draft() with { Except = World.Acme.Admin.Person });

        Assert.Empty(await _test.ListAsync(World.Acme.Admin));
        Assert.Single(await _test.ListAsync(_test.Second));
    }

    [Fact]
    public async Task Post_AlsoAMember_ReachesThemWhateverTheirRole()
    {
        await _test.PostAsync(NoticesFixture.Draft() with { Also = World.Acme.Manager.Person });

        Assert.Single(await _test.ListAsync(World.Acme.Manager));
        Assert.Single(await _test.ListAsync(World.Acme.Admin));
        Assert.Empty(await _test.ListAsync(World.Acme.Support));
    }

    [Fact]
    public async Task Post_AlsoSomebodyOfAnotherOrganization_DoesNotReachThem()
    {
        await _test.PostAsync(NoticesFixture.Draft() with { Also = World.Globex.Admin.Person });

        Assert.DoesNotContain(await _test.ReceiptsAsync(), r => r.PersonId == World.Globex.Admin.Person);
    }

    [Fact]
    public async Task Post_MemberKeptOut_ReceivesNothing()
    {
        await _test.ChangeAsync(_test.Second, new MemberChange(Disabled: true));

        await _test.PostAsync(NoticesFixture.Draft());

        Assert.DoesNotContain(await _test.ReceiptsAsync(), r => r.PersonId == _test.Second.Person);
    }

    [Fact]
    public async Task Post_NobodyToReceiveIt_IsNotToldAndCanBeLater()
    {
        var draft = NoticesFixture.Draft("k", NoticeKinds.ServiceTokenCreated) with { Except = World.Globex.Admin.Person };
        Assert.Equal(0, await _test.PostAsync(World.Globex.Id, draft));

        var late = await World.MemberAsync(World.Globex.Organization, "late@globex.test", Role.OrgAdmin);

        Assert.Equal(1, await _test.PostAsync(World.Globex.Id, draft));
        Assert.Single(await _test.ListAsync(late));
    }

    [Fact]
    public async Task Announce_WatchersOfThatOrganization_AreCalled()
    {
        var (acme, globex) = (0, 0);
        var broker = World.Get<LiveBroker>();
        using var own = (await broker.WatchAsync(World.Acme.Support, NoticeInbox.LiveTopic, () => Count(ref acme), NoticesFixture.Ct)).Value;
        using var other = (await broker.WatchAsync(World.Globex.Admin, NoticeInbox.LiveTopic, () => Count(ref globex), NoticesFixture.Ct)).Value;

        await _test.PostAsync(NoticesFixture.Draft());
        await _test.Board.AnnounceAsync(World.Acme.Id);
        World.Time.Advance(TimeSpan.FromSeconds(1));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (Volatile.Read(ref acme) == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(0, Volatile.Read(ref globex));
    }

    [Fact]
    public void Kinds_Names_FitTheirColumnAndAreUnique()
    {
        Assert.All(NoticeKinds.All, k => Assert.InRange(k.Name.Length, 1, Notice.KindMaxLength));
        Assert.Equal(NoticeKinds.All.Count, NoticeKinds.All.Select(k => k.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Enum.GetValues<NoticeGroup>(), NoticeKinds.All.Select(k => k.Group).Distinct().Order());
    }

    private static Task Count(ref int calls)
    {
        Interlocked.Increment(ref calls);
        return Task.CompletedTask;
    }
}
