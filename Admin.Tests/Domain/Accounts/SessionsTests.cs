using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class SessionsTests : IAsyncLifetime
{
    private AccountsWorld _world = null!;
    private Person _person = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountsWorld.CreateAsync();
        _person = await _world.AddPersonAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task ChangePassword_Done_EndsOtherSessionsAndKeepsThisOne()
    {
        var (here, elsewhere) = (await _world.SignedInAsync(), await _world.SignedInAsync());

        await _world.Get<Passwords>().ChangeAsync(here, AccountsWorld.Password, "another long password", CancellationToken.None);

        Assert.True(await _world.IsAliveAsync(here));
        Assert.False(await _world.IsAliveAsync(elsewhere));
    }

    [Fact]
    public async Task EnableSecondFactor_Done_EndsOtherSessionsAndKeepsThisOne()
    {
        var (here, elsewhere) = (await _world.SignedInAsync(), await _world.SignedInAsync());

        await _world.EnrolAsync(here);

        Assert.True(await _world.IsAliveAsync(here));
        Assert.False(await _world.IsAliveAsync(elsewhere));
    }

    [Fact]
    public async Task IsAlive_StampRenewedElsewhere_NoticesWithinTheCachesTenSeconds()
    {
        var actor = await _world.SignedInAsync();
        Assert.True(await AliveNowAsync(actor));
        await using (var db = await _world.Db.OpenAsync(TenantScope.Accounts))
        {
            (await db.Users.SingleAsync(p => p.Id == _person.Id)).RenewStamp();
            await db.SaveChangesAsync();
        }

        // As another node would see it, to which no note came: its cache holds for at most 10 s of real time.
        _world.Get<Access>().Forget(_person.Id);

        Assert.False(await AliveNowAsync(actor));
    }

    [Fact]
    public async Task IsAlive_AfterItsLifetime_IsOver()
    {
        var actor = await _world.SignedInAsync();
        _world.Time.Advance(Session.Lifetime);

        Assert.False(await _world.IsAliveAsync(actor));
    }

    [Fact]
    public async Task SignOut_Done_EndsOnlyThisSession()
    {
        var (here, elsewhere) = (await _world.SignedInAsync(), await _world.SignedInAsync());

        Assert.False((await _world.Get<Sessions>().SignOutAsync(here, CancellationToken.None)).Failed);

        Assert.False(await AliveNowAsync(here));
        Assert.True(await AliveNowAsync(elsewhere));
    }

    [Fact]
    public async Task RevokeOthers_Done_KeepsThisOneAndListsIt()
    {
        var (here, elsewhere) = (await _world.SignedInAsync(), await _world.SignedInAsync());

        Assert.False((await _world.Get<Sessions>().RevokeOthersAsync(here, CancellationToken.None)).Failed);

        Assert.False(await AliveNowAsync(elsewhere));
        var row = Assert.Single((await _world.Get<Sessions>().ListAsync(here, CancellationToken.None)).Value);
        Assert.True(row.IsCurrent);
    }

    [Fact]
    public async Task Revoke_SomebodyElsesSession_IsNotFound()
    {
        await _world.AddPersonAsync("bo@globex.test");
        var (ana, bo) = (await _world.SignedInAsync(), await _world.SignedInAsync("bo@globex.test"));

        var result = await _world.Get<Sessions>().RevokeAsync(ana, bo.Session!.Value, CancellationToken.None);

        Assert.Equal(AccountErrors.SessionNotFound, result.Error);
        Assert.True(await AliveNowAsync(bo));
    }

    [Fact]
    public async Task List_ByAServiceToken_IsForPeopleOnly()
    {
        var token = Actor.ForServiceToken(ServiceTokenId.New(), OrganizationId.New(), "billing", null);

        Assert.Equal(AccountErrors.PeopleOnly, (await _world.Get<Sessions>().ListAsync(token, CancellationToken.None)).Error);
    }

    [Fact]
    public async Task Touch_WithinFiveMinutes_WritesOnce()
    {
        var actor = await _world.SignedInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        await TouchAsync(actor);
        var seen = await SeenAsync(actor);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await TouchAsync(actor);

        Assert.Equal(_world.Now - TimeSpan.FromMinutes(1), seen);
        Assert.Equal(seen, await SeenAsync(actor));
    }

    private Task<bool> AliveNowAsync(Actor actor) => _world.Get<Sessions>().IsAliveAsync(actor.Person!.Value, actor.Session!.Value, CancellationToken.None);

    private Task TouchAsync(Actor actor) => _world.Get<Sessions>().TouchAsync(actor.Session!.Value, CancellationToken.None);

    private async Task<DateTime> SeenAsync(Actor actor)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.Accounts);
        return (await db.Set<Session>().SingleAsync(s => s.Id == actor.Session!.Value)).LastSeenAt;
    }
}
