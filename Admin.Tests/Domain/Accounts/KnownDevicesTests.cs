using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Accounts;

public sealed class KnownDevicesTests : IAsyncLifetime
{
    private const string Ana = "ana@acme.test";

    private AccountsWorld _world = null!;
    private Person _ana = null!;
    private int _address;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountsWorld.CreateAsync(("RateLimits:Policies:auth_login:Limit", "5"));
        _ana = await _world.AddPersonAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task SignIn_AccountUsedUpByStrangers_StillWorksForAKnownDevice()
    {
        var marks = await RememberAsync([]);
        await UseUpAsync([]);

        Assert.Equal("rate_limited", (await TryAsync([], AccountsWorld.Password)).Error?.Code);
        Assert.Null((await TryAsync(marks, AccountsWorld.Password)).Error);
    }

    [Fact]
    public async Task SignIn_KnownDevice_DoesNotUnlockTheAccountForStrangers()
    {
        var marks = await RememberAsync([]);
        await UseUpAsync([]);
        await TryAsync(marks, AccountsWorld.Password);
        _world.Time.Advance(TimeSpan.FromSeconds(61));

        var stranger = await TryAsync([], AccountsWorld.Password);

        Assert.NotNull(stranger.Error?.RetryAfter);
    }

    [Fact]
    public async Task SignIn_StolenMark_IsLimitedByItselfAndLeavesTheAccountAlone()
    {
        var stolen = await RememberAsync([]);
        await UseUpAsync(stolen);

        Assert.Equal("rate_limited", (await TryAsync(stolen, AccountsWorld.Password)).Error?.Code);
        Assert.Null((await TryAsync([], AccountsWorld.Password)).Error);
    }

    [Fact]
    public async Task SignIn_MarkOfAnotherAccount_ChangesNothing()
    {
        var bo = await _world.AddPersonAsync("bo@acme.test");
        var marks = await _world.Get<KnownDevices>().RememberAsync(bo.Id, [], CancellationToken.None);
        await UseUpAsync([]);

        Assert.Equal("rate_limited", (await TryAsync(marks, AccountsWorld.Password)).Error?.Code);
    }

    [Fact]
    public async Task SignIn_MarkFromBeforeANewPassword_ChangesNothing()
    {
        var marks = await RememberAsync([]);
        var actor = await _world.SignedInAsync();
        Assert.Null((await _world.Get<Passwords>().ChangeAsync(actor, AccountsWorld.Password, "another horse battery", CancellationToken.None)).Error);
        _world.Time.Advance(TimeSpan.FromSeconds(61));
        await UseUpAsync([]);

        Assert.Equal("rate_limited", (await TryAsync(marks, "another horse battery")).Error?.Code);
    }

    [Fact]
    public async Task SignIn_MarkOlderThanItsLife_ChangesNothing()
    {
        var marks = await RememberAsync([]);
        _world.Time.Advance(DeviceMark.Lifetime);
        await UseUpAsync([]);

        Assert.Equal("rate_limited", (await TryAsync(marks, AccountsWorld.Password)).Error?.Code);
    }

    [Fact]
    public async Task Code_AccountUsedUpByStrangers_StillWorksForAKnownDevice()
    {
        var (secret, _) = await _world.EnrolAsync(await _world.SignedInAsync());
        var marks = await RememberAsync([]);
        var step = (await TryAsync(marks, AccountsWorld.Password)).Value;
        for (var i = 0; i < 5; i++)
            await _world.Get<SignIn>().CodeAsync(step.OwesCode!, "000000", Origin([]), CancellationToken.None);

        var stranger = await _world.Get<SignIn>().CodeAsync(step.OwesCode!, Totp.CodeAt(secret, _world.Now), Origin([]), CancellationToken.None);
        var known = await _world.Get<SignIn>().CodeAsync(step.OwesCode!, Totp.CodeAt(secret, _world.Now), Origin(marks), CancellationToken.None);

        Assert.Equal("rate_limited", stranger.Error?.Code);
        Assert.Null(known.Error);
    }

    [Fact]
    public async Task Remember_SixAccounts_KeepsTheLastFiveWithoutAnAddress()
    {
        IReadOnlyList<DeviceMark> marks = await RememberAsync([]);
        for (var i = 0; i < 5; i++)
            marks = await _world.Get<KnownDevices>().RememberAsync((await _world.AddPersonAsync($"p{i}@acme.test")).Id, marks, CancellationToken.None);

        Assert.Equal(DeviceMark.MaxKept, marks.Count);
        Assert.Null(await _world.Get<KnownDevices>().FindAsync(Ana, marks, CancellationToken.None));
        Assert.NotNull(await _world.Get<KnownDevices>().FindAsync(" P4@ACME.test ", marks, CancellationToken.None));
        Assert.DoesNotContain("acme", string.Concat(marks), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Remember_Again_KeepsTheNameUnderWhichItIsCounted()
    {
        var first = await RememberAsync([]);
        var second = await RememberAsync(first);

        Assert.Equal(Assert.Single(first).Device, Assert.Single(second).Device);
    }

    private Task<IReadOnlyList<DeviceMark>> RememberAsync(IReadOnlyList<DeviceMark> marks) =>
        _world.Get<KnownDevices>().RememberAsync(_ana.Id, marks, CancellationToken.None);

    private async Task UseUpAsync(IReadOnlyList<DeviceMark> marks)
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(AccountErrors.WrongCredentials, (await TryAsync(marks, "not the password")).Error);
    }

    private Task<Result<SignInStep>> TryAsync(IReadOnlyList<DeviceMark> marks, string password) =>
        _world.Get<SignIn>().PasswordAsync(Ana, password, Origin(marks), CancellationToken.None);

    // Each attempt from an address of its own: only the account's counter can refuse.
    private SignInOrigin Origin(IReadOnlyList<DeviceMark> marks) => new(SessionKind.Cookie, $"192.0.2.{++_address}", "test") { Marks = marks };
}
