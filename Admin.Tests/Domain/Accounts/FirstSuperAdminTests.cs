using Admin.Domain.Accounts;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Accounts;

public sealed class FirstSuperAdminTests : IAsyncLifetime
{
    private AccountsWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AccountsWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private FirstSuperAdmin Service => _world.Get<FirstSuperAdmin>();

    [Fact]
    public async Task Create_ByLink_MakesASuperAdminWhoMustSetUpASecondFactor()
    {
        var token = await Service.OfferAsync(CancellationToken.None);

        Assert.False((await CreateAsync(token)).Failed);

        var actor = await _world.SignedInAsync("root@acme.test");
        var refused = await _world.Get<Access>().RequirePlatformAsync(actor, Permissions.Platform.Organizations, CancellationToken.None);
        Assert.Equal(AccessErrors.SecondFactorRequired, refused.Error);
        await _world.EnrolAsync(actor);
        Assert.False((await _world.Get<Access>().RequirePlatformAsync(actor, Permissions.Platform.Organizations, CancellationToken.None)).Failed);
    }

    [Fact]
    public async Task Create_LinkUsedTwice_IsRefused()
    {
        var token = await Service.OfferAsync(CancellationToken.None);
        await CreateAsync(token);

        Assert.Equal(AccountErrors.LinkInvalid, (await CreateAsync(token)).Error);
    }

    [Fact]
    public async Task Create_AfterHalfAnHour_IsRefused()
    {
        var token = await Service.OfferAsync(CancellationToken.None);
        _world.Time.Advance(AccountLinks.FirstSuperAdminLifetime);

        Assert.Equal(AccountErrors.LinkInvalid, (await CreateAsync(token)).Error);
    }

    [Fact]
    public async Task Create_SomebodyCameFirst_IsRefused()
    {
        var token = await Service.OfferAsync(CancellationToken.None);
        await _world.AddPersonAsync();

        Assert.Equal(AccountErrors.LinkInvalid, (await CreateAsync(token)).Error);
        Assert.Null(await Service.OfferAsync(CancellationToken.None));
    }

    private Task<Admin.Domain.Common.Result> CreateAsync(string? token) =>
        Service.CreateAsync(token, "root@acme.test", "Root", AccountsWorld.Password, null, CancellationToken.None);
}
