using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Notices;

public sealed class NoticeInboxTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private NoticesFixture _test = null!;

    private World World => _test.World;

    private Actor Admin => World.Acme.Admin;

    public async ValueTask InitializeAsync() => _test = await NoticesFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task MarkRead_ByOnePerson_LeavesItUnreadForTheOther()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        var notice = Assert.Single(await _test.ListAsync(Admin));

        Assert.False((await _test.Inbox.MarkReadAsync(Admin, notice.Id, Ct)).Failed);

        Assert.Equal(World.Now, Assert.Single(await _test.ListAsync(Admin)).ReadAt);
        Assert.Equal(0, await _test.UnreadAsync(Admin));
        Assert.Equal(1, await _test.UnreadAsync(_test.Second));
    }

    [Fact]
    public async Task MarkRead_Twice_KeepsTheFirstTime()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        var id = Assert.Single(await _test.ListAsync(Admin)).Id;
        var first = World.Now;
        await _test.Inbox.MarkReadAsync(Admin, id, Ct);
        World.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.False((await _test.Inbox.MarkReadAsync(Admin, id, Ct)).Failed);
        Assert.Equal(first, Assert.Single(await _test.ListAsync(Admin)).ReadAt);
    }

    [Fact]
    public async Task MarkRead_NoticeOfAnotherOrganizationOrOfOthers_IsNotFound()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        var id = Assert.Single(await _test.ListAsync(Admin)).Id;

        Assert.Equal("notice_not_found", (await _test.Inbox.MarkReadAsync(World.Globex.Admin, id, Ct)).Error?.Code);
        Assert.Equal("notice_not_found", (await _test.Inbox.MarkReadAsync(World.Acme.Manager, id, Ct)).Error?.Code);
        Assert.Equal("notice_not_found", (await _test.Inbox.MarkReadAsync(Admin, NoticeId.New(), Ct)).Error?.Code);
        Assert.Equal(1, await _test.UnreadAsync(Admin));
    }

    [Fact]
    public async Task MarkAllRead_OfOneGroup_LeavesTheOthers()
    {
        await _test.PostAsync(NoticesFixture.Draft("a"), NoticesFixture.Draft("b", NoticeKinds.SecretExpired), NoticesFixture.Draft("c", NoticeKinds.ServiceTokenCreated));

        Assert.Equal(2, (await _test.Inbox.MarkAllReadAsync(Admin, NoticeGroup.ExpiringSecrets, Ct)).Value);
        Assert.Equal(1, await _test.UnreadAsync(Admin));
        Assert.Equal(1, (await _test.Inbox.MarkAllReadAsync(Admin, null, Ct)).Value);
        Assert.Equal(0, await _test.UnreadAsync(Admin));
        Assert.Equal(3, await _test.UnreadAsync(_test.Second));
    }

    [Fact]
    public async Task List_UnreadFirst_ThenTheNewest()
    {
        foreach (var key in (string[])["oldest", "older", "newer", "newest"])
        {
            await _test.PostAsync(NoticesFixture.Draft(key) with { SubjectId = key });
            World.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await _test.Inbox.MarkReadAsync(Admin, (await _test.ListAsync(Admin))[0].Id, Ct);

        Assert.Equal(["newer", "older", "oldest", "newest"], (await _test.ListAsync(Admin)).Select(n => n.SubjectId));
    }

    [Fact]
    public async Task List_Pages_AddUp()
    {
        await _test.PostAsync([.. Enumerable.Range(0, 5).Select(i => NoticesFixture.Draft($"k{i}"))]);

        var pages = new List<Page<NoticeView>>();
        for (var page = 1; page <= 3; page++)
            pages.Add((await _test.Inbox.ListAsync(Admin, new NoticeFilter(), new PageRequest(page, 2), Ct)).Value);

        Assert.All(pages, p => Assert.Equal(5, p.Total));
        Assert.Equal(5, pages.SelectMany(p => p.Items).Select(n => n.Id).Distinct().Count());
    }

    [Fact]
    public async Task List_Filtered_ShowsOnlyThose()
    {
        await _test.PostAsync(NoticesFixture.Draft("a"), NoticesFixture.Draft("b", NoticeKinds.ServiceTokenCreated));
        await _test.Inbox.MarkAllReadAsync(Admin, NoticeGroup.ServiceTokens, Ct);

        Assert.Equal("secret.expiring", Assert.Single(await _test.ListAsync(Admin, new NoticeFilter(Unread: true))).Kind);
        Assert.Equal("service_token.created", Assert.Single(await _test.ListAsync(Admin, new NoticeFilter(Group: NoticeGroup.ServiceTokens))).Kind);
        Assert.Empty(await _test.ListAsync(Admin, new NoticeFilter(Group: NoticeGroup.Visits)));
    }

    [Fact]
    public async Task List_RightLost_ShowsNothingOfIt()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        await _test.ChangeAsync(_test.Second, new MemberChange(Role.Manager));
        var demoted = await SignInAsync(_test.Second);

        Assert.Empty(await _test.ListAsync(demoted));
        Assert.Equal(0, await _test.UnreadAsync(demoted));

        await _test.ChangeAsync(_test.Second, new MemberChange(Role.OrgAdmin));
        Assert.Single(await _test.ListAsync(await SignInAsync(_test.Second)));
    }

    [Fact]
    public async Task List_MembershipLost_IsNotFound()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        await _test.ChangeAsync(_test.Second, new MemberChange(Disabled: true));

        Assert.Equal(ErrorKind.NotFound, (await _test.Inbox.ListAsync(await SignInAsync(_test.Second), new NoticeFilter(), new PageRequest(), Ct)).Error?.Kind);
    }

    [Fact]
    public async Task List_VisitingSuperAdmin_HasNoneThere()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        await World.Get<Visits>().EnterAsync(World.Super, World.Acme.Id, "ticket 4711", Ct);

        Assert.Empty(await _test.ListAsync(World.Super with { Organization = World.Acme.Id }));
    }

    [Fact]
    public async Task List_ServiceToken_IsForbidden()
    {
        var token = Actor.ForServiceToken(World.Acme.Token.Token.Id, World.Acme.Id, "Runtime", null);

        Assert.Equal("forbidden", (await _test.Inbox.ListAsync(token, new NoticeFilter(), new PageRequest(), Ct)).Error?.Code);
        Assert.Equal("people_only", (await _test.Inbox.ListAsync(Actor.System(World.Acme.Id, "job"), new NoticeFilter(), new PageRequest(), Ct)).Error?.Code);
    }

    /// <summary>A change of rights ended their sessions.</summary>
    private async Task<Actor> SignInAsync(Actor who)
    {
        await using var db = await World.Db.OpenAsync(TenantScope.Accounts);
        var person = (await db.Users.FindAsync([who.Person!.Value], Ct))!;
        var session = Session.Create(person, SessionKind.Bearer, "192.0.2.7", "test", World.Now);
        db.Add(session);
        await db.SaveChangesAsync(Ct);
        return Actor.ForPerson(person.Id, session.Id, who.Organization, "192.0.2.7");
    }
}
