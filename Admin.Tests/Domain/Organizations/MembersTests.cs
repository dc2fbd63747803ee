using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Organizations;

public sealed class MembersTests : IAsyncLifetime
{
    private World _world = null!;

    private Members Members => _world.Get<Members>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task List_FilterByRoleAndText_ShowsOnlyOwnMembersThatMatch()
    {
        var all = await Members.ListAsync(_world.Acme.Admin, new MemberFilter(), new PageRequest(), CancellationToken.None);
        var support = await Members.ListAsync(_world.Acme.Admin, new MemberFilter("SUPPORT@acme", Role.Support), new PageRequest(), CancellationToken.None);

        Assert.Equal(["admin@acme.test", "manager@acme.test", "support@acme.test"], all.Value.Items.Select(m => m.Email));
        Assert.Equal("support@acme.test", Assert.Single(support.Value.Items).Email);
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(Role.Manager)]
    public async Task List_WithoutThePermission_IsForbidden(Role role)
    {
        var actor = role == Role.Support ? _world.Acme.Support : _world.Acme.Manager;

        var listed = await Members.ListAsync(actor, new MemberFilter(), new PageRequest(), CancellationToken.None);

        Assert.Equal("forbidden", listed.Error!.Code);
    }

    [Fact]
    public async Task Change_Role_TakesEffectEndsSessionsAndIsAudited()
    {
        var support = await _world.Acme.MemberAsync(_world.Acme.Support);

        var changed = await Members.ChangeAsync(_world.Acme.Admin, support.PersonId, new MemberChange(Role.OrgAdmin), support.Stamp, CancellationToken.None);
        var old = await Members.ListAsync(_world.Acme.Support, new MemberFilter(), new PageRequest(), CancellationToken.None);

        Assert.Equal(Role.OrgAdmin, changed.Value.Role);
        Assert.Equal("not_signed_in", old.Error!.Code);
        Assert.Contains("member.changed", await ActionsAsync());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(Role.Support, false)]
    public async Task Change_ToWhatIsSoAlready_EndsNoSessionAndLeavesNoEntry(Role? role, bool? disabled)
    {
        var support = await _world.Acme.MemberAsync(_world.Acme.Support);

        var changed = await Members.ChangeAsync(_world.Acme.Admin, support.PersonId, new MemberChange(role, disabled), support.Stamp, CancellationToken.None);

        Assert.Equal(support.Stamp, changed.Value.Stamp);
        Assert.False((await _world.Get<Access>().RequireAsync(_world.Acme.Support, Permissions.Console.Query, CancellationToken.None)).Failed);
        Assert.DoesNotContain("member.changed", await ActionsAsync());
    }

    [Fact]
    public async Task Change_RoleLongAfterSignIn_AsksForConfirmation()
    {
        var support = await _world.Acme.MemberAsync(_world.Acme.Support);
        _world.Time.Advance(Session.StepUpWindow);

        var changed = await Members.ChangeAsync(_world.Acme.Admin, support.PersonId, new MemberChange(Role.Manager), support.Stamp, CancellationToken.None);

        Assert.Equal("reauthentication_required", changed.Error!.Code);
    }

    [Fact]
    public async Task Change_WithAnOldStamp_IsRefused()
    {
        var support = await _world.Acme.MemberAsync(_world.Acme.Support);
        await Members.ChangeAsync(_world.Acme.Admin, support.PersonId, new MemberChange(Disabled: true), support.Stamp, CancellationToken.None);

        var second = await Members.ChangeAsync(_world.Acme.Admin, support.PersonId, new MemberChange(Disabled: false), support.Stamp, CancellationToken.None);

        Assert.Equal(ErrorKind.PreconditionFailed, second.Error!.Kind);
    }

    [Fact]
    public async Task Change_DisableAndEnable_KeepsOutAndLetsIn()
    {
        var support = await _world.Acme.MemberAsync(_world.Acme.Support);

        var disabled = await Members.ChangeAsync(_world.Acme.Admin, support.PersonId, new MemberChange(Disabled: true), support.Stamp, CancellationToken.None);
        var session = await NewSessionAsync(support.PersonId);
        var kept = await _world.Get<Access>().RequireAsync(session, Permissions.Console.Query, CancellationToken.None);
        await Members.ChangeAsync(_world.Acme.Admin, support.PersonId, new MemberChange(Disabled: false), disabled.Value.Stamp, CancellationToken.None);
        var let = await _world.Get<Access>().RequireAsync(await NewSessionAsync(support.PersonId), Permissions.Console.Query, CancellationToken.None);

        Assert.Equal("organization_not_found", kept.Error!.Code);
        Assert.False(let.Failed);
    }

    [Theory]
    [InlineData("demote")]
    [InlineData("disable")]
    [InlineData("remove")]
    public async Task LastAdmin_CannotBeTakenAway(string how)
    {
        var admin = await _world.Acme.MemberAsync(_world.Acme.Admin);

        var error = how switch
        {
            "demote" => (await Members.ChangeAsync(_world.Acme.Admin, admin.PersonId, new MemberChange(Role.Manager), admin.Stamp, CancellationToken.None)).Error,
            "disable" => (await Members.ChangeAsync(_world.Acme.Admin, admin.PersonId, new MemberChange(Disabled: true), admin.Stamp, CancellationToken.None)).Error,
            _ => (await Members.RemoveAsync(_world.Acme.Admin, admin.PersonId, CancellationToken.None)).Error,
        };

        Assert.Equal("last_org_admin", error!.Code);
        Assert.Equal(admin, await _world.Acme.MemberAsync(_world.Acme.Admin));
    }

    [Fact]
    public async Task LastAdmin_TwoAdminsRemoveEachOtherAtOnce_OneStays()
    {
        var other = await _world.MemberAsync(_world.Acme.Organization, "second@acme.test", Role.OrgAdmin);

        await Task.WhenAll(
            Members.RemoveAsync(_world.Acme.Admin, other.Person!.Value, CancellationToken.None),
            Members.RemoveAsync(other, _world.Acme.Admin.Person!.Value, CancellationToken.None));

        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        Assert.Equal(1, await db.Set<Membership>().CountAsync(m => m.Role == Role.OrgAdmin));
    }

    [Fact]
    public async Task Remove_Member_EndsTheirAccessAndKeepsTheirAccount()
    {
        var person = _world.Acme.Support.Person!.Value;

        var removed = await Members.RemoveAsync(_world.Acme.Admin, person, CancellationToken.None);

        Assert.False(removed.Failed);
        Assert.Equal("organization_not_found", (await _world.Get<Access>().RequireAsync(await NewSessionAsync(person), Permissions.Console.Query, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task ResetSecondFactor_OfAnAccountOfThisOrganizationAlone_TakesItAway()
    {
        var other = await _world.MemberAsync(_world.Acme.Organization, "second@acme.test", Role.OrgAdmin, secondFactor: true);

        var reset = await Members.ResetSecondFactorAsync(_world.Acme.Admin, other.Person!.Value, CancellationToken.None);

        Assert.False(reset.Failed);
        Assert.False((await _world.Acme.MemberAsync(other)).HasSecondFactor);
    }

    [Fact]
    public async Task ResetSecondFactor_OfAnAccountThatOthersRelyOn_IsRefused()
    {
        var shared = await _world.MemberAsync(_world.Acme.Organization, "both@acme.test", Role.Support, secondFactor: true);
        await _world.Db.AddAsync(Membership.Create(_world.Globex.Id, shared.Person!.Value, Role.Support, _world.Now));

        var reset = await Members.ResetSecondFactorAsync(_world.Acme.Admin, shared.Person!.Value, CancellationToken.None);

        Assert.Equal("account_shared", reset.Error!.Code);
    }

    [Fact]
    public async Task ResetPassword_WithoutMail_ShowsTheAdminALinkThatWorksOnce()
    {
        var support = _world.Acme.Support.Person!.Value;

        var reset = await Members.ResetPasswordAsync(_world.Acme.Admin, support, CancellationToken.None);
        var token = QueryHelpers.ParseQuery(new Uri(reset.Value.Link!).Query)["token"].ToString();
        var first = await Passwords.ResetAsync(token, "a quite different password", null, CancellationToken.None);
        var second = await Passwords.ResetAsync(token, "yet another password", null, CancellationToken.None);

        Assert.Equal((false, "link_invalid"), (first.Failed, second.Error!.Code));
        Assert.Contains("member.password_reset", await ActionsAsync());
    }

    [Fact]
    public async Task ResetPassword_WithMail_MailsThePersonAndShowsNothing()
    {
        _world.Mail.IsConfigured = true;

        var reset = await Members.ResetPasswordAsync(_world.Acme.Admin, _world.Acme.Support.Person!.Value, CancellationToken.None);

        Assert.Null(reset.Value.Link);
        Assert.Equal("support@acme.test", Assert.Single(_world.Mail.Posted).To);
    }

    [Fact]
    public async Task ResetPassword_OfAnAccountThatOthersRelyOn_IsNotShown()
    {
        var shared = await _world.MemberAsync(_world.Acme.Organization, "both@acme.test", Role.Support);
        await _world.Db.AddAsync(Membership.Create(_world.Globex.Id, shared.Person!.Value, Role.Support, _world.Now));

        var reset = await Members.ResetPasswordAsync(_world.Acme.Admin, shared.Person!.Value, CancellationToken.None);

        Assert.Equal("account_shared_link", reset.Error!.Code);
    }

    [Fact]
    public async Task ResetPassword_LongAfterSignIn_AsksForConfirmation()
    {
        _world.Time.Advance(Session.StepUpWindow);

        var reset = await Members.ResetPasswordAsync(_world.Acme.Admin, _world.Acme.Support.Person!.Value, CancellationToken.None);

        Assert.Equal("reauthentication_required", reset.Error!.Code);
    }

    private Passwords Passwords => _world.Get<Passwords>();

    private async Task<Actor> NewSessionAsync(PersonId id)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.Accounts);
        var session = Session.Create(await db.Users.FirstAsync(p => p.Id == id), SessionKind.Bearer, null, null, _world.Now);
        db.Add(session);
        await db.SaveChangesAsync();
        return Actor.ForPerson(id, session.Id, _world.Acme.Id, null);
    }

    private async Task<List<string>> ActionsAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        return await db.Set<AuditEntry>().Select(e => e.Action).ToListAsync();
    }
}
