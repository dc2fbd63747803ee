using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class SecondFactorTests : IAsyncLifetime
{
    private AccountsWorld _world = null!;
    private Actor _actor = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountsWorld.CreateAsync();
        await _world.AddPersonAsync();
        _actor = await _world.SignedInAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private SecondFactor Service => _world.Get<SecondFactor>();

    [Fact]
    public async Task Offer_Twice_StaysTheSameUntilProven()
    {
        var first = (await Service.OfferAsync(_actor, CancellationToken.None)).Value;
        var second = (await Service.OfferAsync(_actor, CancellationToken.None)).Value;

        Assert.Equal(first, second);
        Assert.StartsWith("otpauth://totp/Admin:ana%40acme.test?secret=" + first.Secret, first.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enable_WrongCode_LeavesItOff()
    {
        await Service.OfferAsync(_actor, CancellationToken.None);

        Assert.Equal(AccountErrors.ConfirmationOtpInvalid, (await Service.EnableAsync(_actor, "000 00x", CancellationToken.None)).Error);
        Assert.False((await Service.StatusAsync(_actor, CancellationToken.None)).Value.IsOn);
    }

    [Fact]
    public async Task Enable_RightCode_GivesTenCodesAndStoresNoneOfThem()
    {
        var (secret, codes) = await _world.EnrolAsync(_actor);

        await using var db = await _world.Db.OpenAsync(TenantScope.Accounts);
        var person = await db.Users.SingleAsync();
        var rows = await db.Set<RecoveryCode>().ToListAsync();
        Assert.Equal(RecoveryCode.PerPerson, codes.Distinct().Count());
        Assert.Equal(codes.Select(RecoveryCode.HashOf).Order(), rows.Select(r => r.Hash).Order());
        Assert.NotEqual(secret, person.TotpSecret);
        Assert.True((await Service.StatusAsync(_actor, CancellationToken.None)).Value.IsOn);
    }

    [Fact]
    public async Task Enable_WithoutFreshConfirmation_AsksForIt()
    {
        _world.Time.Advance(Session.StepUpWindow);

        Assert.Equal(AccessErrors.ReauthenticationRequired, (await Service.OfferAsync(_actor, CancellationToken.None)).Error);
    }

    [Fact]
    public async Task Disable_Confirmed_TakesFactorAndCodesAway()
    {
        await _world.EnrolAsync(_actor);

        Assert.False((await Service.DisableAsync(_actor, CancellationToken.None)).Failed);

        Assert.False((await _world.SignInAsync()).Failed);
        Assert.Equal(new SecondFactorStatus(false, 0, false), (await Service.StatusAsync(_actor, CancellationToken.None)).Value);
        Assert.Single(await _world.AuditAsync("second_factor.disabled"));
    }

    [Fact]
    public async Task Disable_RequiredByAnOrganization_IsKept()
    {
        await _world.EnrolAsync(_actor);
        var acme = Organization.Create("Acme", "acme", _world.Now);
        acme.RequireSecondFactor(true);
        await _world.Db.AddAsync(acme, Membership.Create(acme.Id, _actor.Person!.Value, Role.Manager, _world.Now));

        Assert.Equal(AccountErrors.SecondFactorKept, (await Service.DisableAsync(_actor, CancellationToken.None)).Error);
    }

    [Fact]
    public async Task RenewRecoveryCodes_Done_EndsTheOldOnes()
    {
        var (_, old) = await _world.EnrolAsync(_actor);

        var renewed = (await Service.RenewRecoveryCodesAsync(_actor, CancellationToken.None)).Value;

        Assert.Equal(AccountErrors.OtpInvalid, (await _world.SignInAsync(code: old[0])).Error);
        Assert.False((await _world.SignInAsync(code: renewed[0])).Failed);
    }
}
