using System.Globalization;
using System.Text.RegularExpressions;
using Admin.Domain.Accounts;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Accounts;

public sealed class PasswordsTests : IAsyncLifetime
{
    private const string Next = "another long password";

    private AccountsWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountsWorld.CreateAsync();
        await _world.AddPersonAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Change_WrongCurrentPassword_ChangesNothing()
    {
        var result = await _world.Get<Passwords>().ChangeAsync(await _world.SignedInAsync(), "not the password", Next, CancellationToken.None);

        Assert.Equal(AccountErrors.ConfirmationWrongPassword, result.Error);
        Assert.False((await _world.SignInAsync()).Failed);
    }

    [Fact]
    public async Task Change_WeakNewPassword_SaysWhy()
    {
        var result = await _world.Get<Passwords>().ChangeAsync(await _world.SignedInAsync(), AccountsWorld.Password, "short", CancellationToken.None);

        Assert.Equal(AccountErrors.PasswordTooShort, result.Error);
    }

    [Fact]
    public async Task RequestReset_KnownAndUnknownAddress_AnswerAlikeAndMailOnlyTheKnown()
    {
        var known = await RequestAsync("ana@acme.test");
        var unknown = await RequestAsync("nobody@acme.test");

        Assert.Equal(known, unknown);
        var mail = Assert.Single(_world.Mail.Posted);
        Assert.Equal("ana@acme.test", mail.To);
        Assert.Contains("https://admin.example/account/reset?token=", mail.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await _world.AuditAsync("password.reset_requested")).Count);
    }

    [Fact]
    public async Task RequestReset_InPortuguese_MailsInPortuguese()
    {
        await _world.Get<Passwords>().RequestResetAsync("ana@acme.test", null, CultureInfo.GetCultureInfo("pt-BR"), CancellationToken.None);

        Assert.Equal("Defina uma nova senha", Assert.Single(_world.Mail.Posted).Subject);
    }

    [Fact]
    public async Task RequestReset_WithoutMailServer_MakesNoLink()
    {
        _world.Mail.IsConfigured = false;

        Assert.False((await RequestAsync("ana@acme.test")).Failed);

        Assert.Empty(_world.Mail.Posted);
    }

    [Fact]
    public async Task Reset_ByLink_SetsThePasswordOnceAndEndsSessions()
    {
        var session = await _world.SignedInAsync();
        var token = await LinkAsync();

        Assert.False((await ResetAsync(token)).Failed);

        Assert.False((await _world.SignInAsync(password: Next)).Failed);
        Assert.True((await _world.SignInAsync()).Failed);
        Assert.False(await _world.IsAliveAsync(session));
        Assert.Equal(AccountErrors.LinkInvalid, (await ResetAsync(token)).Error);
    }

    [Fact]
    public async Task Reset_AtOnceByOneLink_HasOneWinner()
    {
        var token = await LinkAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ResetAsync(token)));

        Assert.Single(results, r => !r.Failed);
    }

    [Fact]
    public async Task Reset_AfterAnHour_IsRefused()
    {
        var token = await LinkAsync();
        _world.Time.Advance(AccountLinks.ResetLifetime);

        Assert.Equal(AccountErrors.LinkInvalid, (await ResetAsync(token)).Error);
    }

    [Fact]
    public async Task Reset_OlderLinkAfterANewerOne_IsRefused()
    {
        var older = await LinkAsync();
        var newer = await LinkAsync();

        Assert.Equal(AccountErrors.LinkInvalid, (await ResetAsync(older)).Error);
        Assert.False((await ResetAsync(newer)).Failed);
    }

    [Fact]
    public async Task Reset_WeakPassword_LeavesTheLinkUsable()
    {
        var token = await LinkAsync();

        Assert.Equal(AccountErrors.PasswordTooShort, (await _world.Get<Passwords>().ResetAsync(token, "short", null, CancellationToken.None)).Error);
        Assert.False((await ResetAsync(token)).Failed);
    }

    [Fact]
    public async Task Reset_LockedAccount_UnlocksIt()
    {
        for (var i = 0; i < SignInFailures.MaxFailures; i++)
            await _world.SignInAsync(password: "not the password");

        await ResetAsync(await LinkAsync());

        Assert.False((await _world.SignInAsync(password: Next)).Failed);
    }

    private Task<Admin.Domain.Common.Result> RequestAsync(string email) =>
        _world.Get<Passwords>().RequestResetAsync(email, "192.0.2.7", CultureInfo.GetCultureInfo("en"), CancellationToken.None);

    private Task<Admin.Domain.Common.Result> ResetAsync(string token) =>
        _world.Get<Passwords>().ResetAsync(token, Next, "192.0.2.7", CancellationToken.None);

    private async Task<string> LinkAsync()
    {
        await RequestAsync("ana@acme.test");
        return Regex.Match(_world.Mail.Posted[^1].Text, "token=(\\S+)").Groups[1].Value;
    }
}
