using Admin.Domain.Notices;
using Admin.Tests.Domain.Notices;
using Admin.Web.Features.Notices;
using Bunit;
using MudBlazor;

namespace Admin.Tests.Web.Notices;

public sealed class NoticeBellTests : NoticePagesContext
{
    [Fact]
    public async Task Bell_NoticeComesIn_CountsAndSaysItByItself()
    {
        var bell = Bell();
        bell.WaitForAssertion(() => Assert.Equal("Notices, none unread", Button(bell).GetAttribute("aria-label")), Patience);
        Assert.Empty(bell.FindAll(".count"));

        await TellAsync(NoticesFixture.Draft("a"));

        bell.WaitForAssertion(() => Assert.Equal("Notices, 1 unread", Button(bell).GetAttribute("aria-label")), Patience);
        Assert.Equal("1", Button(bell).QuerySelector(".count")!.TextContent);
        Assert.Equal("polite", bell.Find("[role=status]").GetAttribute("aria-live"));
        Assert.Equal("A new notice has arrived. Notices, 1 unread", bell.Find("[role=status]").TextContent);
        Assert.Equal("/o/acme/notices", bell.Find("[data-testid=bell-phone]").GetAttribute("href"));
    }

    [Fact]
    public async Task Bell_AtFirst_SaysNothingAloud()
    {
        await Test.PostAsync(NoticesFixture.Draft("a"), NoticesFixture.Draft("b"));

        var bell = Bell();

        bell.WaitForAssertion(() => Assert.Equal("Notices, 2 unread", Button(bell).GetAttribute("aria-label")), Patience);
        Assert.Equal("", bell.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Bell_ReadElsewhere_CountsDown()
    {
        await Test.PostAsync(NoticesFixture.Draft("a"));
        var bell = Bell();
        bell.WaitForAssertion(() => Assert.Equal("Notices, 1 unread", Button(bell).GetAttribute("aria-label")), Patience);

        await Test.Inbox.MarkAllReadAsync(Test.World.Acme.Admin, null, NoticesFixture.Ct);
        Test.World.Time.Advance(TimeSpan.FromSeconds(1));

        bell.WaitForAssertion(() => Assert.Equal("Notices, none unread", Button(bell).GetAttribute("aria-label")), Patience);
    }

    [Fact]
    public async Task Bell_NoticeOfAnotherOrganization_StaysStill()
    {
        await Test.PostAsync(Test.World.Globex.Id, NoticesFixture.Draft("a"));

        var bell = Bell();

        bell.WaitForAssertion(() => Assert.Equal("Notices, none unread", Button(bell).GetAttribute("aria-label")), Patience);
    }

    [Fact]
    public async Task Menu_Opened_ListsTheLatestAndMarksAll()
    {
        await Test.PostAsync([.. Enumerable.Range(0, 10).Select(i => NoticesFixture.Draft($"k{i}") with { SubjectId = NoticeId.New().ToString() })]);
        var popovers = Render<MudPopoverProvider>();
        var bell = Bell();

        await Button(bell).ClickAsync(new());

        popovers.WaitForAssertion(() => Assert.Equal(8, popovers.FindAll(".notice").Count), Patience);
        Assert.All(popovers.FindAll(".notice a"), a => Assert.StartsWith("/o/acme/secrets/", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("/o/acme/notices", popovers.Find(".foot").GetAttribute("href"));

        await popovers.Find(".head button").ClickAsync(new());

        bell.WaitForAssertion(() => Assert.Equal("Notices, none unread", Button(bell).GetAttribute("aria-label")), Patience);
        Assert.Equal(0, await Test.UnreadAsync(Test.World.Acme.Admin));
    }

    [Fact]
    public async Task Menu_NoticeFollowed_CountsAsRead()
    {
        await Test.PostAsync(NoticesFixture.Draft("a"));
        var popovers = Render<MudPopoverProvider>();
        var bell = Bell();
        await Button(bell).ClickAsync(new());
        popovers.WaitForAssertion(() => Assert.Single(popovers.FindAll(".notice[data-read=false]")), Patience);

        await popovers.Find(".notice a").ClickAsync(new());

        bell.WaitForAssertion(() => Assert.Equal("Notices, none unread", Button(bell).GetAttribute("aria-label")), Patience);
    }

    private IRenderedComponent<NoticeBell> Bell() => Render<NoticeBell>(p => p.Add(b => b.Organization, Acme));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<NoticeBell> bell) => bell.Find("[data-testid=bell]");
}
