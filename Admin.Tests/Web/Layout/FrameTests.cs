using System.Collections.Frozen;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Web;
using Admin.Web.Components.Layout;

namespace Admin.Tests.Web.Layout;

public sealed class FrameTests
{
    private static readonly FrozenSet<string> AllPages = NavigationEntry.All.Select(e => e.Url("{organization}")).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Navigation_Manager_SeesWhatTheRoleMay()
    {
        var shown = NavigationMap.For(Page(Role.Manager), AllPages).Select(e => e.Name);

        Assert.Equal([nameof(ShellTexts.NavOverview), nameof(ShellTexts.NavCampaigns), nameof(ShellTexts.NavContacts), nameof(ShellTexts.NavTemplates), nameof(ShellTexts.NavRateLimits)], shown);
    }

    [Fact]
    public void Navigation_Support_SeesTheConsoleAndNoSecrets()
    {
        var shown = NavigationMap.For(Page(Role.Support), AllPages).Select(e => e.Name).ToList();

        Assert.Contains(nameof(ShellTexts.NavConsole), shown);
        Assert.DoesNotContain(nameof(ShellTexts.NavSecrets), shown);
        Assert.DoesNotContain(nameof(ShellTexts.NavAudit), shown);
    }

    [Fact]
    public void Navigation_PartWithoutAPage_IsAbsent()
    {
        var shown = NavigationMap.For(Page(Role.OrgAdmin), new HashSet<string>(["/o/{organization}"], StringComparer.OrdinalIgnoreCase));

        Assert.Equal([nameof(ShellTexts.NavOverview)], shown.Select(e => e.Name));
    }

    [Fact]
    public void Navigation_RefusedAccess_IsEmpty()
    {
        var page = Page(Role.OrgAdmin) with { Grant = AccessGrant.Refused(AccessErrors.OrganizationSuspended) };

        Assert.Empty(NavigationMap.For(page, AllPages));
    }

    [Fact]
    public void Page_OfAnOrganizationThatOneIsNotIn_DoesNotNameIt()
    {
        var card = new OrganizationCard(OrganizationId.New(), "globex", "Globex");

        Assert.Null(PageContext.At(card, AccessGrant.Refused(OrganizationErrors.NotFound), "Ana", null, isSuperAdmin: false).Organization);
        Assert.Equal(card, PageContext.At(card, AccessGrant.Refused(AccessErrors.SecondFactorRequired), "Ana", null, isSuperAdmin: false).Organization);
    }

    [Fact]
    public void Pages_InTheAssembly_HaveTheStartPageOfAnOrganization() =>
        Assert.Contains("/o/{Organization}", NavigationMap.FindPages(typeof(AdminUrls).Assembly));

    [Fact]
    public void Palette_Search_IgnoresCaseAndAccents()
    {
        using var here = new InCulture("pt-BR");
        var state = Palette("Visão geral", "Segredos");

        state.Search("VISAO");

        Assert.Equal("Visão geral", state.Chosen!.Name);
    }

    [Fact]
    public void Palette_Move_GoesRound()
    {
        var state = Palette("a", "b", "c");

        state.Move(-1);
        Assert.Equal("c", state.Chosen!.Name);
        state.Move(1);
        Assert.Equal("a", state.Chosen!.Name);
    }

    [Fact]
    public void Palette_NothingFound_ChoosesNothing()
    {
        var state = Palette("a");

        state.Search("zzz");
        state.Move(1);

        Assert.Null(state.Chosen);
    }

    [Theory]
    [InlineData("Ana Maria Souza", "AS")]
    [InlineData("ana@acme.test", "AT")]
    [InlineData("Ana", "A")]
    [InlineData("", "?")]
    public void Initials_OfAName_AreTwoLetters(string name, string expected) =>
        Assert.Equal(expected, PersonMenu.Initials(name));

    private static CommandPaletteState Palette(params string[] names)
    {
        var state = new CommandPaletteState();
        state.Open([.. names.Select(n => new Command(n, "", "/" + n, LoadsAnew: false))]);
        return state;
    }

    private static PageContext Page(Role role)
    {
        var card = new OrganizationCard(OrganizationId.New(), "acme", "Acme");
        return new PageContext(card, new AccessGrant(null, card.Id, RolePermissions.Of(role), role), "Ana", "ana@acme.test", IsSuperAdmin: false);
    }
}
