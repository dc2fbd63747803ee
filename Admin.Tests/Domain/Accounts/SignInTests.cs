using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class SignInTests : IAsyncLifetime
{
    private AccountsWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AccountsWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task SignIn_RightPassword_OpensASessionAndAuditsIt()
    {
        var person = await _world.AddPersonAsync();

        var signedIn = (await _world.SignInAsync(" Ana@ACME.test ")).Value;

        await using var db = await _world.Db.OpenAsync(TenantScope.Accounts);
        var session = await db.Set<Session>().SingleAsync();
        Assert.Equal((person.Id, session.Id), (signedIn.Person, signedIn.Session));
        Assert.Equal("192.0.2.7", session.Address);
        Assert.NotNull(signedIn.RefreshToken);
        Assert.Equal(person.Id.ToString(), Assert.Single(await _world.AuditAsync("session.opened")).SubjectId);
    }

    [Fact]
    public async Task SignIn_WrongPasswordUnknownAddressAndDisabled_ReadAlike()
    {
        await _world.AddPersonAsync();
        var disabled = await _world.AddPersonAsync("bo@acme.test");
        await ChangeAsync(disabled, p => p.Disable(_world.Now));

        var wrong = (await _world.SignInAsync(password: "not the password")).Error;
        var unknown = (await _world.SignInAsync("nobody@acme.test")).Error;
        var off = (await _world.SignInAsync("bo@acme.test")).Error;

        Assert.Equal(AccountErrors.WrongCredentials, wrong);
        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, off);
        Assert.Equal(3, (await _world.AuditAsync("session.refused")).Count);
    }

    [Fact]
    public async Task SignIn_Refused_AuditsAHashAndNotTheAddress()
    {
        await _world.SignInAsync("nobody@acme.test");

        var entry = Assert.Single(await _world.AuditAsync("session.refused"));

        Assert.Equal(AuditOutcome.Refused, entry.Outcome);
        Assert.Equal(_world.Get<Lockouts>().KeyOf("NOBODY@acme.test"), entry.SubjectId);
        Assert.DoesNotContain("nobody", entry.SubjectId + entry.Details + entry.ActorId, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ana@acme.test")]
    [InlineData("nobody@acme.test")]
    public async Task SignIn_FiveFailures_LocksKnownAndUnknownAddressesAlike(string email)
    {
        await _world.AddPersonAsync();
        for (var i = 0; i < SignInFailures.MaxFailures; i++)
            Assert.Null((await _world.SignInAsync(email, "not the password")).Error!.RetryAfter);

        var locked = (await _world.SignInAsync(email)).Error!;

        Assert.Equal(AccountErrors.WrongCredentials, locked with { RetryAfter = null });
        Assert.Equal(SignInFailures.LockedFor, locked.RetryAfter);
    }

    [Fact]
    public async Task SignIn_AfterTheLockout_Works()
    {
        await _world.AddPersonAsync();
        for (var i = 0; i < SignInFailures.MaxFailures; i++)
            await _world.SignInAsync(password: "not the password");
        _world.Time.Advance(SignInFailures.LockedFor);

        Assert.False((await _world.SignInAsync()).Failed);
    }

    [Fact]
    public async Task SignIn_SuccessBetweenFailures_CountsAnew()
    {
        await _world.AddPersonAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < SignInFailures.MaxFailures - 1; i++)
                await _world.SignInAsync(password: "not the password");
            Assert.False((await _world.SignInAsync()).Failed);
        }
    }

    [Fact]
    public async Task SignIn_OverTheLimit_IsRateLimited()
    {
        await using var world = await AccountsWorld.CreateAsync(("RateLimits:Policies:auth_login:Limit", "2"));
        await world.AddPersonAsync();
        await world.SignInAsync();
        await world.SignInAsync();

        var error = (await world.SignInAsync()).Error!;

        Assert.Equal(ErrorKind.RateLimited, error.Kind);
        Assert.NotNull(error.RetryAfter);
    }

    [Fact]
    public async Task SignIn_SecondFactorWithoutCode_AsksForIt()
    {
        await EnrolledAsync();

        Assert.Equal(AccountErrors.OtpRequired, (await _world.SignInAsync()).Error);
    }

    [Fact]
    public async Task SignIn_SameCodeTwice_WorksOnce()
    {
        var (secret, _) = await EnrolledAsync();
        var code = Totp.CodeAt(secret, _world.Now);

        Assert.False((await _world.SignInAsync(code: code)).Failed);
        Assert.Equal(AccountErrors.OtpInvalid, (await _world.SignInAsync(code: code)).Error);
    }

    [Fact]
    public async Task SignIn_SameCodeAtOnce_HasOneWinner()
    {
        var (secret, _) = await EnrolledAsync();
        var code = Totp.CodeAt(secret, _world.Now);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _world.SignInAsync(code: code)));

        Assert.Single(results, r => !r.Failed);
    }

    [Fact]
    public async Task SignIn_RecoveryCode_WorksOnceAndInAnyWriting()
    {
        var (_, codes) = await EnrolledAsync();

        Assert.False((await _world.SignInAsync(code: codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal))).Failed);
        Assert.Equal(AccountErrors.OtpInvalid, (await _world.SignInAsync(code: codes[0])).Error);
        Assert.False((await _world.SignInAsync(code: codes[1])).Failed);
    }

    [Fact]
    public async Task SignIn_FiveWrongCodes_Locks()
    {
        var (secret, _) = await EnrolledAsync();
        for (var i = 0; i < SignInFailures.MaxFailures; i++)
            await _world.SignInAsync(code: "x");

        Assert.Equal(SignInFailures.LockedFor, (await _world.SignInAsync(code: Totp.CodeAt(secret, _world.Now))).Error!.RetryAfter);
    }

    [Fact]
    public async Task Code_TooLongAfterThePassword_StartsAgain()
    {
        var (secret, _) = await EnrolledAsync();
        var origin = new SignInOrigin(SessionKind.Cookie, null, null);
        var step = (await _world.Get<SignIn>().PasswordAsync("ana@acme.test", AccountsWorld.Password, origin, CancellationToken.None)).Value;
        _world.Time.Advance(PendingSignIn.Lifetime);

        var late = await _world.Get<SignIn>().CodeAsync(step.OwesCode!, Totp.CodeAt(secret, _world.Now), origin, CancellationToken.None);

        Assert.Equal(AccountErrors.SignInExpired, late.Error);
    }

    [Theory]
    [InlineData(null, "x", "email_invalid")]
    [InlineData("no address", "x", "email_invalid")]
    [InlineData("ana@acme.test", "", "password_required")]
    public async Task SignIn_Malformed_SaysWhichField(string? email, string? password, string code)
    {
        var result = await _world.Get<SignIn>().SignInAsync(email, password, null, new SignInOrigin(SessionKind.Bearer, null, null), CancellationToken.None);

        Assert.Equal(code, result.Error!.Code);
    }

    [Fact]
    public async Task SignIn_OverlongPassword_ReadsLikeAWrongOne()
    {
        await _world.AddPersonAsync();

        Assert.Equal(AccountErrors.WrongCredentials, (await _world.SignInAsync(password: new string('a', 100_000))).Error);
    }

    private async Task<(string Secret, IReadOnlyList<string> Codes)> EnrolledAsync()
    {
        await _world.AddPersonAsync();
        return await _world.EnrolAsync(await _world.SignedInAsync());
    }

    private async Task ChangeAsync(Person person, Action<Person> change)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.Accounts);
        change(await db.Users.SingleAsync(p => p.Id == person.Id));
        await db.SaveChangesAsync();
    }
}
