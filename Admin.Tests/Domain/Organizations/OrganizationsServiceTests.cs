using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Organizations;

public sealed class OrganizationsServiceTests : IAsyncLifetime
{
    private World _world = null!;

    private OrganizationsService Organizations => _world.Get<OrganizationsService>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_BySuperAdmin_InvitesTheFirstAdminIntoIt()
    {
        var made = await Organizations.CreateAsync(_world.Super, "Padaria São João", "ana@padaria.test", CancellationToken.None);

        var token = Uri.UnescapeDataString(made.Value.FirstAdmin.Link!.Split("token=")[1]);
        var open = await _world.Get<Invitations>().LookAsync(token, CancellationToken.None);
        Assert.Equal("padaria-sao-joao", made.Value.Organization.Slug);
        Assert.Equal((made.Value.Organization.Id, Role.OrgAdmin), (open.Value.Organization, open.Value.Role));
    }

    [Fact]
    public async Task Create_Namesake_GetsAnAddressOfItsOwn()
    {
        var made = await Organizations.CreateAsync(_world.Super, "ACME", "ana@other.test", CancellationToken.None);

        Assert.Equal("acme-2", made.Value.Organization.Slug);
    }

    [Fact]
    public async Task Create_FaultyInput_NamesEveryField()
    {
        var made = await Organizations.CreateAsync(_world.Super, "", "nobody", CancellationToken.None);

        Assert.Equal(["name", "admin_email"], made.Error!.Others.Prepend(made.Error).Select(e => e.Field));
    }

    [Fact]
    public async Task ChangeOwn_OptOutKeywords_AreKeptAndByDefaultTheUsualOnes()
    {
        var before = (await Organizations.GetOwnAsync(_world.Acme.Admin, CancellationToken.None)).Value;
        Assert.Equal(["SAIR", "PARAR", "CANCELAR", "STOP"], before.OptOutKeywords);

        var refused = await Organizations.ChangeOwnAsync(_world.Acme.Admin, new OrganizationChange(OptOutKeywords: ["!"]), before.Stamp, CancellationToken.None);
        var changed = await Organizations.ChangeOwnAsync(_world.Acme.Admin, new OrganizationChange(OptOutKeywords: ["Baja", " baja "]), before.Stamp, CancellationToken.None);
        var renamed = await Organizations.ChangeOwnAsync(_world.Acme.Admin, new OrganizationChange("Acme"), changed.Value.Stamp, CancellationToken.None);

        Assert.Equal("opt_out_keywords_invalid", refused.Error!.Code);
        Assert.Equal(["Baja"], renamed.Value.OptOutKeywords);
        Assert.Equal(4, (await Organizations.GetOwnAsync(_world.Globex.Admin, CancellationToken.None)).Value.OptOutKeywords.Count);
    }

    [Fact]
    public async Task Platform_ByAnOrgAdmin_IsForbidden()
    {
        var listed = await Organizations.ListAsync(_world.Acme.Admin, new OrganizationFilter(), new PageRequest(), CancellationToken.None);
        var made = await Organizations.CreateAsync(_world.Acme.Admin, "Mine", "ana@mine.test", CancellationToken.None);
        var suspended = await Organizations.SuspendAsync(_world.Acme.Admin, _world.Globex.Id, "because", CancellationToken.None);

        Assert.All(new[] { listed.Error, made.Error, suspended.Error }, e => Assert.Equal(ErrorKind.Forbidden, e!.Kind));
    }

    [Fact]
    public async Task Suspend_ThenResume_KeepsEverybodyOutInBetween()
    {
        var access = _world.Get<Access>();

        await Organizations.SuspendAsync(_world.Super, _world.Acme.Id, "unpaid since March", CancellationToken.None);
        var during = await access.RequireAsync(_world.Acme.Admin, Permissions.Members.Manage, CancellationToken.None);
        var token = await access.RequireAsync(Actor.ForServiceToken(_world.Acme.Token.Token.Id, _world.Acme.Id, "x", null), Permissions.Secrets.Reveal, CancellationToken.None);
        await Organizations.ResumeAsync(_world.Super, _world.Acme.Id, "paid", CancellationToken.None);
        var after = await access.RequireAsync(_world.Acme.Admin, Permissions.Members.Manage, CancellationToken.None);

        Assert.Equal("organization_suspended", during.Error!.Code);
        Assert.Equal("organization_suspended", token.Error!.Code);
        Assert.False(after.Failed);
    }

    [Fact]
    public async Task Suspend_Twice_IsAConflictAndAuditedOnceInBothChains()
    {
        await Organizations.SuspendAsync(_world.Super, _world.Acme.Id, "unpaid", CancellationToken.None);

        var second = await Organizations.SuspendAsync(_world.Super, _world.Acme.Id, "unpaid", CancellationToken.None);

        Assert.Equal("organization_already_suspended", second.Error!.Code);
        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        Assert.Equal(
            [OrganizationId.Platform, _world.Acme.Id],
            (await db.Set<AuditEntry>().Where(e => e.Action == "organization.suspended").ToListAsync()).Select(e => e.OrganizationId).OrderBy(i => i.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  x ")]
    public async Task Suspend_WithoutAReason_IsRefused(string? reason)
    {
        Assert.Equal("reason_invalid", (await Organizations.SuspendAsync(_world.Super, _world.Acme.Id, reason, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task ChangeOwn_RequireASecondFactorWithoutOne_IsRefused()
    {
        var other = await _world.MemberAsync(_world.Acme.Organization, "second@acme.test", Role.OrgAdmin);
        var own = (await Organizations.GetOwnAsync(other, CancellationToken.None)).Value;

        var changed = await Organizations.ChangeOwnAsync(other, new OrganizationChange(RequiresSecondFactor: true), own.Stamp, CancellationToken.None);

        Assert.Equal("second_factor_first", changed.Error!.Code);
    }

    [Fact]
    public async Task ChangeOwn_RequireASecondFactor_KeepsOutWhoHasNone()
    {
        var own = (await Organizations.GetOwnAsync(_world.Acme.Admin, CancellationToken.None)).Value;

        await Organizations.ChangeOwnAsync(_world.Acme.Admin, new OrganizationChange(RequiresSecondFactor: true), own.Stamp, CancellationToken.None);

        Assert.Equal("second_factor_required", (await _world.Get<Access>().RequireAsync(_world.Acme.Support, Permissions.Console.Query, CancellationToken.None)).Error!.Code);
    }
}
