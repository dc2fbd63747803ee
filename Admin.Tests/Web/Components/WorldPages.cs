using System.Security.Claims;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Admin.Tests.Web.Components;

/// <summary>Pages before the people of a <see cref="Support.World"/>, with the real services and one clock behind both.</summary>
public abstract class WorldPages : ComponentContext
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private protected static readonly CancellationToken Ct = Xunit.TestContext.Current.CancellationToken;

    private BunitAuthorizationContext _authorization = null!;

    private protected World World { get; private set; } = null!;

    private protected Tenant Acme => World.Acme;

    /// <summary>Who is at the browser first; null: nobody.</summary>
    private protected virtual Actor? Visitor => Acme.Admin;

    /// <summary>Where the browser is first.</summary>
    private protected virtual string Address => "/o/acme";

    public sealed override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        World = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(World.Time);
        Use<OrganizationDirectory>();
        Services.AddScoped<CircuitActor>();
        Equip();
        _authorization = AddAuthorization();
        if (Visitor is { } visitor)
            SignIn(visitor);
        GoTo(Address);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await World.DisposeAsync();
    }

    /// <summary>Gives the pages what they need; nothing can be added once the first was opened.</summary>
    private protected virtual void Equip()
    {
    }

    /// <summary>Gives the pages a service of the world.</summary>
    private protected void Use<T>()
        where T : class => Services.AddSingleton(World.Get<T>());

    private protected void SignIn(Actor who) => _authorization.SetAuthorized("somebody").SetClaims(
        new Claim(ActorClaims.Person, who.Person!.Value.ToString()),
        new Claim(ActorClaims.Session, who.Session!.Value.ToString()));

    private protected void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    /// <summary>Acme's page as somebody with this role gets it.</summary>
    private protected PageContext Page(Role role = Role.OrgAdmin)
    {
        var card = new OrganizationCard(Acme.Id, "acme", "Acme");
        return new PageContext(card, new AccessGrant(null, card.Id, RolePermissions.Of(role), role), "Ana", "ana@acme.test", IsSuperAdmin: false);
    }

    /// <summary>Presses the button that confirms in the dialog that stands open.</summary>
    private protected static void Confirm(IRenderedComponent<MudDialogProvider> dialogs) =>
        dialogs.WaitForElement(".mud-dialog-actions .button:last-child", Patience).Click();

    /// <summary>The button of this name within a page.</summary>
    private protected static IElement Button<TPage>(IRenderedComponent<TPage> page, string name)
        where TPage : IComponent => page.FindAll("button").Single(b => b.TextContent.Trim() == name);
}
