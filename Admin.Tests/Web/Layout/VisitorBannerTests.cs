using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Tests.Web.Components;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Layout;

public sealed class VisitorBannerTests : ComponentContext
{
    private World _world = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _world = await World.CreateAsync();
        Services.AddSingleton(_world.Get<VisitNotices>());
        Services.AddSingleton(_world.Get<LiveBroker>());
        Services.AddSingleton(_world.Get<OrganizationDirectory>());
        Services.AddScoped<CircuitActor>();
        AddAuthorization().SetAuthorized("admin").SetClaims(
            new(ActorClaims.Person, _world.Acme.Admin.Person!.Value.ToString()),
            new(ActorClaims.Session, _world.Acme.Admin.Session!.Value.ToString()));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/o/acme");
    }

    [Fact]
    public async Task Banner_SuperAdminEnters_AppearsByItselfWithTheReasonAndALinkToTheAudit()
    {
        var banner = Banner(past: false);
        Assert.Empty(banner.FindAll("[data-testid=visitor]"));

        await _world.Get<Visits>().EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        banner.WaitForAssertion(() => Assert.Contains("ticket 4711", banner.Find("[data-testid=visitor]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal("/o/acme/audit?action=organization", banner.Find("[data-testid=visitor] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Past_VisitIsOver_ListsIt()
    {
        await _world.Get<Visits>().EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);
        await _world.Get<Visits>().LeaveAsync(_world.Super, _world.Acme.Id, CancellationToken.None);

        var note = Banner(past: true);

        note.WaitForAssertion(() => Assert.Contains("ticket 4711", note.Find("[data-testid=visitors]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Empty(note.FindAll("[data-testid=visitor]"));
    }

    [Fact]
    public async Task Banner_VisitToAnotherOrganization_StaysAway()
    {
        await _world.Get<Visits>().EnterAsync(_world.Super, _world.Globex.Id, "ticket 4711", CancellationToken.None);

        var banner = Banner(past: false);

        Assert.DoesNotContain("ticket 4711", banner.Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _world.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private IRenderedComponent<VisitorBanner> Banner(bool past) =>
        Render<VisitorBanner>(p => p.Add(b => b.Organization, new OrganizationCard(_world.Acme.Id, "acme", "Acme")).Add(b => b.Past, past));
}
