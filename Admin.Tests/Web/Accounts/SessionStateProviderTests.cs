using System.Security.Claims;
using Admin.Domain.Accounts;
using Admin.Tests.Support;
using Admin.Web.Composition;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Admin.Tests.Web.Accounts;

public sealed class SessionStateProviderTests
{
    [Fact]
    public async Task IsAlive_SessionEnded_EndsTheCircuitsSignIn()
    {
        await using var world = await AccountsWorld.CreateAsync();
        await world.AddPersonAsync();
        var actor = await world.SignedInAsync();
        using var provider = new SessionStateProvider(NullLoggerFactory.Instance, world.Get<Sessions>());
        var state = new AuthenticationState(SessionPrincipal.Of(actor.Person!.Value, actor.Session!.Value, "cookie"));

        var before = await provider.IsAliveAsync(state, CancellationToken.None);
        await world.Get<Sessions>().SignOutAsync(actor, CancellationToken.None);

        Assert.True(before);
        Assert.False(await provider.IsAliveAsync(state, CancellationToken.None));
    }

    [Fact]
    public async Task IsAlive_Nobody_IsNot()
    {
        await using var world = await AccountsWorld.CreateAsync();
        using var provider = new SessionStateProvider(NullLoggerFactory.Instance, world.Get<Sessions>());

        Assert.False(await provider.IsAliveAsync(new AuthenticationState(new ClaimsPrincipal()), CancellationToken.None));
    }
}
