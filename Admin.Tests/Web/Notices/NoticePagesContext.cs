using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Domain.Notices;
using Admin.Tests.Web.Components;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Notices;

/// <summary>Acme's admin before the parts of the inbox, with the real services behind them.</summary>
public abstract class NoticePagesContext : ComponentContext
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private protected NoticesFixture Test { get; private set; } = null!;

    private protected OrganizationCard Acme => new(Test.World.Acme.Id, "acme", "Acme");

    private protected PageContext Page => new(Acme, new AccessGrant(null, Acme.Id, RolePermissions.Of(Role.OrgAdmin), Role.OrgAdmin), "Ana", "ana@acme.test", IsSuperAdmin: false);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Test = await NoticesFixture.CreateAsync();
        Services.AddSingleton(Test.Inbox);
        Services.AddSingleton(Test.World.Get<NoticePreferences>());
        Services.AddSingleton(Test.World.Get<NoticeMails>());
        Services.AddSingleton(Test.World.Get<LiveBroker>());
        Services.AddSingleton(Test.World.Get<OrganizationDirectory>());
        Services.AddScoped<CircuitActor>();
        AddAuthorization().SetAuthorized("admin").SetClaims(
            new(ActorClaims.Person, Test.World.Acme.Admin.Person!.Value.ToString()),
            new(ActorClaims.Session, Test.World.Acme.Admin.Session!.Value.ToString()));
        GoTo("/o/acme/notices");
    }

    private protected void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    private protected async Task TellAsync(params NoticeDraft[] drafts)
    {
        await Test.PostAsync(drafts);
        await Test.Board.AnnounceAsync(Test.World.Acme.Id);
        Test.World.Time.Advance(TimeSpan.FromSeconds(1));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Test.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
