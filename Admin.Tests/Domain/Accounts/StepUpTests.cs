using Admin.Domain.Accounts;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Accounts;

public sealed class StepUpTests : IAsyncLifetime
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

    [Fact]
    public async Task Confirmation_AfterFiveMinutes_IsAskedForAgain()
    {
        Assert.False(await IsAskedAsync());
        _world.Time.Advance(Session.StepUpWindow);
        Assert.True(await IsAskedAsync());

        Assert.False((await ConfirmAsync(AccountsWorld.Password)).Failed);

        Assert.False(await IsAskedAsync());
    }

    [Fact]
    public async Task Confirm_OfOneSession_DoesNotConfirmAnother()
    {
        var other = await _world.SignedInAsync();
        _world.Time.Advance(Session.StepUpWindow);
        await ConfirmAsync(AccountsWorld.Password);

        Assert.Equal(AccessErrors.ReauthenticationRequired, (await _world.Get<Access>().RequireConfirmationAsync(other, CancellationToken.None)).Error);
    }

    [Fact]
    public async Task Confirm_WrongPasswords_LockAndAreAudited()
    {
        for (var i = 0; i < SignInFailures.MaxFailures; i++)
            Assert.Equal(AccountErrors.ConfirmationWrongPassword, (await ConfirmAsync("not the password")).Error);

        Assert.Equal(SignInFailures.LockedFor, (await ConfirmAsync(AccountsWorld.Password)).Error!.RetryAfter);
        Assert.Equal(SignInFailures.MaxFailures, (await _world.AuditAsync("session.confirmed")).Count);
    }

    [Fact]
    public async Task Confirm_WithASecondFactor_NeedsACodeAndTakesItOnce()
    {
        var (secret, _) = await _world.EnrolAsync(_actor);
        var code = Totp.CodeAt(secret, _world.Now);

        Assert.Equal(AccountErrors.ConfirmationOtpRequired, (await ConfirmAsync(AccountsWorld.Password)).Error);
        Assert.False((await ConfirmAsync(null, code)).Failed);
        Assert.Equal(AccountErrors.ConfirmationOtpInvalid, (await ConfirmAsync(null, code)).Error);
    }

    [Fact]
    public async Task Confirm_RightCodeWithAWrongPassword_IsRefused()
    {
        var (secret, _) = await _world.EnrolAsync(_actor);

        Assert.Equal(AccountErrors.ConfirmationWrongPassword, (await ConfirmAsync("not the password", Totp.CodeAt(secret, _world.Now))).Error);
    }

    private Task<Admin.Domain.Common.Result> ConfirmAsync(string? password, string? code = null) =>
        _world.Get<StepUp>().ConfirmAsync(_actor, password, code, CancellationToken.None);

    private async Task<bool> IsAskedAsync() =>
        (await _world.Get<Access>().RequireConfirmationAsync(_actor, CancellationToken.None)).Error == AccessErrors.ReauthenticationRequired;
}
