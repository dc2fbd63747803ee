using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Tests.Web.Components;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Audit;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Audit;

public sealed class AuditBookViewTests : ComponentContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private World _world = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _world = await World.CreateAsync();
        Services.AddSingleton(_world.Get<AuditTrail>());
        Services.AddSingleton(_world.Get<OrganizationDirectory>());
        Services.AddScoped<CircuitActor>();
    }

    [Fact]
    public async Task Platform_SuperAdmin_SeesAndVerifiesThePlatformsChain()
    {
        await _world.Get<SignIn>().SignInAsync("nobody@acme.test", "wrong", null, new SignInOrigin(SessionKind.Bearer, "192.0.2.7", "test"), CancellationToken.None);
        SignInAs(_world.Super);

        var page = Render<PlatformAuditPage>();

        page.WaitForAssertion(() => Assert.Contains("session.refused", page.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        page.Find("[data-testid=verify]").Click();
        page.WaitForAssertion(() => Assert.Contains("Intact", page.Find("[data-testid=verdict]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("/api/v1/audit/export.csv?book=platform", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void Platform_OrgAdmin_IsRefused()
    {
        SignInAs(_world.Acme.Admin);

        var page = Render<PlatformAuditPage>();

        page.WaitForAssertion(() => Assert.Contains("forbidden", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("tbody"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _world.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void SignInAs(Actor actor)
    {
        AddAuthorization().SetAuthorized("somebody").SetClaims(
            new(ActorClaims.Person, actor.Person!.Value.ToString()),
            new(ActorClaims.Session, actor.Session!.Value.ToString()));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/platform/audit");
    }
}
