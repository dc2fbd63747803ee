using Admin.Domain.Accounts;
using Admin.Domain.Secrets;

namespace Admin.Tests.Domain.Secrets;

public sealed class SecretRotationTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    private SecretService Service => _test.Service;

    private Actor Admin => _test.Admin with { Reason = "a look at it" };

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Rotate_WithGrace_KeepsThePreviousValueReadableUntilItsEnd()
    {
        var secret = await _test.AddAsync(value: "first");
        await Service.RotateAsync(Admin, secret.Id, new SecretRotation(new SecretInput("second"), GraceHours: 2), null, None);

        Assert.Equal("first", await ReadAsync(secret.Id, SecretWanted.Previous));
        Assert.Equal("second", await ReadAsync(secret.Id, SecretWanted.Current));
        _test.Time.Advance(TimeSpan.FromHours(2));

        var actor = await FreshAsync();
        Assert.Equal("secret_no_previous", (await Service.RevealAsync(actor, secret.Id, SecretWanted.Previous, None)).Error?.Code);
        Assert.Equal([SecretVersionState.Current, SecretVersionState.Old], (await Service.VersionsAsync(actor, secret.Id, None)).Value.Select(v => v.State));
    }

    [Fact]
    public async Task Rotate_WithoutGrace_LeavesNoPreviousValue()
    {
        var secret = await _test.AddAsync(value: "first");
        await Service.RotateAsync(Admin, secret.Id, new SecretRotation(new SecretInput("second"), GraceHours: 0), null, None);

        Assert.Equal("secret_no_previous", (await Service.RevealAsync(Admin, secret.Id, SecretWanted.Previous, None)).Error?.Code);
    }

    [Fact]
    public async Task Rotate_Twice_LeavesOnlyTheLastButOneAsPrevious()
    {
        var secret = await _test.AddAsync(value: "first");
        await Service.RotateAsync(Admin, secret.Id, new SecretRotation(new SecretInput("second")), null, None);
        await Service.RotateAsync(Admin, secret.Id, new SecretRotation(new SecretInput("third")), null, None);

        Assert.Equal("second", await ReadAsync(secret.Id, SecretWanted.Previous));
    }

    [Fact]
    public async Task Reveal_PreviousByAServiceToken_IsReadWhileTheGraceLasts()
    {
        var secret = await _test.AddAsync(value: "first");
        var token = await _test.AddTokenAsync(secret.Id.Value);
        await Service.RotateAsync(Admin, secret.Id, new SecretRotation(new SecretInput("second"), GraceHours: 1), null, None);

        Assert.Equal("first", (await Service.RevealAsync(token, secret.Id, SecretWanted.Previous, None)).Value.Value.GetText());
    }

    [Theory]
    [InlineData(-1, null, "secret_grace_invalid")]
    [InlineData(SecretVersion.GraceHoursMax + 1, null, "secret_grace_invalid")]
    [InlineData(null, 0, "secret_rotation_invalid")]
    [InlineData(null, Secret.RotationDaysMax + 1, "secret_rotation_invalid")]
    public async Task Change_WithIntervalsOutOfRange_IsRefused(int? grace, int? days, string code)
    {
        var secret = await _test.AddAsync();
        var change = new SecretChange { GraceHours = grace, RotationDays = days is null ? default : new Given<int?>(true, days) };

        Assert.Equal(code, (await Service.UpdateAsync(Admin, secret.Id, change, secret.Stamp, None)).Error?.Code);
    }

    [Fact]
    public async Task Interval_OfASecret_IsDueCountedFromItsLastValue()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("KEY", new SecretInput("first")) { RotationDays = 90 });
        Assert.Equal(_test.Now.AddDays(90), secret.RotationDueAt);
        _test.Time.Advance(TimeSpan.FromDays(91));
        var actor = await FreshAsync();
        var overdue = new SecretFilter { Attention = SecretAttention.OverdueRotation };
        Assert.Equal("KEY", Assert.Single((await Service.ListAsync(actor, overdue, new(), None)).Value.Items).Name);

        var rotated = (await Service.RotateAsync(actor, secret.Id, new SecretRotation(new SecretInput("second")), null, None)).Value;

        Assert.Equal(_test.Now.AddDays(90), rotated.RotationDueAt);
        Assert.Empty((await Service.ListAsync(actor, overdue, new(), None)).Value.Items);
        var without = (await Service.UpdateAsync(actor, secret.Id, new SecretChange { RotationDays = new Given<int?>(true, null) }, rotated.Stamp, None)).Value;
        Assert.Null(without.RotationDueAt);
    }

    [Fact]
    public async Task Owner_WhoIsNoMember_IsNotFound()
    {
        var outsider = _test.Outsider.Person!.Value;
        var secret = await _test.AddAsync();

        Assert.Equal("secret_owner_not_found", (await Service.CreateAsync(Admin, new SecretDraft("X", new SecretInput("v")) { OwnerId = outsider }, None)).Error?.Code);
        Assert.Equal("secret_owner_not_found", (await Service.UpdateAsync(Admin, secret.Id, new SecretChange { OwnerId = new Given<PersonId?>(true, outsider) }, secret.Stamp, None)).Error?.Code);
        var handed = await Service.UpdateAsync(Admin, secret.Id, new SecretChange { OwnerId = new Given<PersonId?>(true, _test.Support.Person) }, secret.Stamp, None);
        Assert.Equal(_test.Support.Person, handed.Value.OwnerId);
    }

    [Fact]
    public async Task DestroyVersion_OfAnEarlierOne_LeavesNothingToReadOrRollBackTo()
    {
        var secret = await _test.AddAsync(value: "first");
        await Service.RotateAsync(Admin, secret.Id, new SecretRotation(new SecretInput("second")), null, None);

        var destroyed = await Service.DestroyVersionAsync(Admin, secret.Id, 1, None);

        Assert.False(destroyed.Failed);
        Assert.Equal("secret_no_previous", (await Service.RevealAsync(Admin, secret.Id, SecretWanted.Previous, None)).Error?.Code);
        Assert.Equal("secret_version_destroyed", (await Service.RollBackAsync(Admin, secret.Id, 1, null, null, None)).Error?.Code);
        Assert.Equal("secret_version_destroyed", (await Service.DestroyVersionAsync(Admin, secret.Id, 1, None)).Error?.Code);
        Assert.Equal("secret_version_in_use", (await Service.DestroyVersionAsync(Admin, secret.Id, 2, None)).Error?.Code);
        Assert.Equal("secret_version_not_found", (await Service.DestroyVersionAsync(Admin, secret.Id, 9, None)).Error?.Code);
        Assert.Equal("reason_required", (await Service.DestroyVersionAsync(_test.Admin, secret.Id, 1, None)).Error?.Code);
        Assert.All(await _test.CiphertextAsync(secret.Id, 1), b => Assert.Equal(0, b));
        Assert.Contains((await Service.HistoryAsync(Admin, secret.Id, None)).Value, e => e.Action == "secret.version_destroyed" && e.Reason == "a look at it");
    }

    private async Task<string> ReadAsync(SecretId id, SecretWanted which) => (await Service.RevealAsync(Admin, id, which, None)).Value.Value.GetText();

    // The sign-in of the fixture is too old by then.
    private async Task<Actor> FreshAsync() => await _test.AddPersonAsync($"later{_test.Now.Ticks}@acme.test", _test.Acme, Role.OrgAdmin) with { Reason = "a look at it" };
}
