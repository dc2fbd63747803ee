using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class InvitationsTests : IAsyncLifetime
{
    private World _world = null!;

    private Invitations Invitations => _world.Get<Invitations>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Invite_WithoutMail_ShowsTheLinkOnce()
    {
        var sent = await InviteAsync("ana@acme.test");

        Assert.StartsWith("https://admin.test/account/invitation?token=", sent.Link, StringComparison.Ordinal);
        Assert.Empty(_world.Mail.Posted);
    }

    [Fact]
    public async Task Invite_WithMail_MailsTheLinkAndShowsNone()
    {
        _world.Mail.IsConfigured = true;

        var sent = await InviteAsync("ana@acme.test");

        Assert.Null(sent.Link);
        var mail = Assert.Single(_world.Mail.Posted);
        Assert.Equal("ana@acme.test", mail.To);
        Assert.Contains("https://admin.test/account/invitation?token=", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_KnownAndUnknownAddress_AnswerTheSame()
    {
        var known = await Invitations.InviteAsync(_world.Acme.Admin, "admin@globex.test", Role.Support, CancellationToken.None);
        var unknown = await Invitations.InviteAsync(_world.Acme.Admin, "nobody@globex.test", Role.Support, CancellationToken.None);

        Assert.False(known.Failed);
        Assert.False(unknown.Failed);
        Assert.NotNull(known.Value.Link);
        Assert.NotNull(unknown.Value.Link);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("a@b@c")]
    public async Task Invite_NoAddress_SaysSo(string email)
    {
        Assert.Equal("email_invalid", (await Invitations.InviteAsync(_world.Acme.Admin, email, Role.Support, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Invite_AMember_IsAConflict()
    {
        Assert.Equal("member_exists", (await Invitations.InviteAsync(_world.Acme.Admin, "SUPPORT@acme.test", Role.Support, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task AcceptAsNew_WithNameAndPassword_MakesAMemberOnce()
    {
        var token = Token(await InviteAsync("ana@acme.test", Role.Support));

        var first = await AcceptAsNewAsync(token);
        var second = await AcceptAsNewAsync(token);

        Assert.False(first.Failed);
        Assert.Equal("invitation_link_invalid", second.Error!.Code);
        Assert.Equal(Role.Support, await RoleAsync(_world.Acme, "ana@acme.test"));
    }

    [Fact]
    public async Task AcceptAsNew_FromTwoAtOnce_MakesOneMember()
    {
        var token = Token(await InviteAsync("ana@acme.test"));

        await Task.WhenAll(AcceptAsNewAsync(token), AcceptAsNewAsync(token));

        Assert.Equal(Role.Manager, await RoleAsync(_world.Acme, "ana@acme.test"));
    }

    [Fact]
    public async Task AcceptAsNew_ForAnAddressWithAnAccount_AnswersTheSameAndChangesNothing()
    {
        var sent = await Invitations.InviteAsync(_world.Acme.Admin, "admin@globex.test", Role.OrgAdmin, CancellationToken.None);

        var accepted = await AcceptAsNewAsync(Token(sent.Value));

        Assert.False(accepted.Failed);
        Assert.Null(await RoleAsync(_world.Acme, "admin@globex.test"));
        Assert.False((await Invitations.LookAsync(Token(sent.Value), CancellationToken.None)).Failed);
    }

    [Fact]
    public async Task AcceptAsNew_WeakPassword_LeavesTheLinkOpen()
    {
        var token = Token(await InviteAsync("ana@acme.test"));

        var weak = await Invitations.AcceptAsNewAsync(Actor.Visitor(null), token, "Ana", "short", CancellationToken.None);

        Assert.Equal("password_too_short", weak.Error!.Code);
        Assert.False((await AcceptAsNewAsync(token)).Failed);
    }

    [Fact]
    public async Task Accept_BySomebodyWithAnAccount_AddsAMembership()
    {
        var person = await _world.PersonAsync("ana@acme.test");

        var accepted = await Invitations.AcceptAsync(person, Token(await InviteAsync("ana@acme.test")), CancellationToken.None);

        Assert.Equal("acme", accepted.Value.Slug);
        Assert.Equal(Role.Manager, await RoleAsync(_world.Acme, "ana@acme.test"));
    }

    [Fact]
    public async Task Accept_WithAnotherAddress_IsRefused()
    {
        var accepted = await Invitations.AcceptAsync(_world.Globex.Admin, Token(await InviteAsync("ana@acme.test")), CancellationToken.None);

        Assert.Equal("invitation_for_somebody_else", accepted.Error!.Code);
    }

    [Fact]
    public async Task Look_AfterAnHour_IsClosed()
    {
        var token = Token(await InviteAsync("ana@acme.test"));
        _world.Time.Advance(Invitation.Lifetime);

        Assert.Equal("invitation_link_invalid", (await Invitations.LookAsync(token, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Invite_TheSameAddressAgain_ClosesTheEarlierLink()
    {
        var first = Token(await InviteAsync("ana@acme.test"));
        var second = Token(await InviteAsync("ANA@acme.test"));

        Assert.True((await Invitations.LookAsync(first, CancellationToken.None)).Failed);
        Assert.False((await Invitations.LookAsync(second, CancellationToken.None)).Failed);
    }

    [Fact]
    public async Task Revoke_AnOpenInvitation_ClosesItsLink()
    {
        var sent = await InviteAsync("ana@acme.test");

        await Invitations.RevokeAsync(_world.Acme.Admin, sent.Invitation.Id, CancellationToken.None);

        Assert.True((await Invitations.LookAsync(Token(sent), CancellationToken.None)).Failed);
    }

    private async Task<SentInvitation> InviteAsync(string email, Role role = Role.Manager) =>
        (await Invitations.InviteAsync(_world.Acme.Admin, email, role, CancellationToken.None)).Value;

    private Task<Admin.Domain.Common.Result> AcceptAsNewAsync(string token) =>
        Invitations.AcceptAsNewAsync(Actor.Visitor("192.0.2.1"), token, "Ana", Tenant.Password, CancellationToken.None);

    private async Task<Role?> RoleAsync(Tenant tenant, string email)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(tenant.Id));
        return await db.Set<Membership>().Where(m => db.Users.Any(p => p.Id == m.PersonId && p.Email == email)).Select(m => (Role?)m.Role).SingleOrDefaultAsync();
    }

    private static string Token(SentInvitation sent) => Uri.UnescapeDataString(sent.Link!.Split("token=")[1]);
}
