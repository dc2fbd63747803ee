using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Organizations;

public sealed class VisitsTests : IAsyncLifetime
{
    private World _world = null!;

    private Visits Visits => _world.Get<Visits>();

    private Actor Inside => _world.Super with { Organization = _world.Acme.Id };

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Enter_WithAReason_OpensTheOrganizationForAnHour()
    {
        Assert.Equal("organization_required", await RefusalAsync());

        await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);

        Assert.Null(await RefusalAsync());
        _world.Time.Advance(OrganizationVisit.Duration);
        // Cached grants go by the machine's clock, which does not advance here.
        _world.Get<Access>().ForgetAll();
        Assert.Equal("organization_required", await RefusalAsync());
    }

    [Fact]
    public async Task Enter_ThatOrganization_OpensNoOther()
    {
        await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);

        var other = await _world.Get<Access>().RequireAsync(_world.Super with { Organization = _world.Globex.Id }, Permissions.Secrets.Describe, CancellationToken.None);

        Assert.Equal("organization_required", other.Error!.Code);
    }

    [Fact]
    public async Task Enter_AgainAndAgain_LeavesOneEntryUntilHalfTheHourIsOver()
    {
        await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);
        await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);
        Assert.Equal(1, await EntriesAsync());

        _world.Time.Advance(TimeSpan.FromMinutes(31));
        await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);

        Assert.Equal(2, await EntriesAsync());
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(await RefusalAsync());
    }

    [Fact]
    public async Task Leave_AnEnteredOrganization_ClosesIt()
    {
        await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", CancellationToken.None);

        await Visits.LeaveAsync(_world.Super, _world.Acme.Id, CancellationToken.None);

        Assert.Equal("organization_required", await RefusalAsync());
        Assert.Empty((await Visits.CurrentAsync(_world.Super, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Enter_ByAnOrgAdmin_IsForbidden()
    {
        Assert.Equal("forbidden", (await Visits.EnterAsync(_world.Globex.Admin, _world.Acme.Id, "curious", CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Enter_WithoutAReason_IsRefused()
    {
        Assert.Equal("reason_invalid", (await Visits.EnterAsync(_world.Super, _world.Acme.Id, " a ", CancellationToken.None)).Error!.Code);
    }

    private async Task<string?> RefusalAsync() =>
        (await _world.Get<Access>().RequireAsync(Inside, Permissions.Secrets.Describe, CancellationToken.None)).Error?.Code;

    private async Task<int> EntriesAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        return await db.Set<AuditEntry>().CountAsync(e => e.Action == "organization.entered");
    }
}
