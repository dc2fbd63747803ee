using Admin.Domain.Auditing;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Messaging;

public sealed class SimulatorDeskTests : IAsyncLifetime
{
    private World _world = null!;

    private SimulatorDesk Desk => _world.Get<SimulatorDesk>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Anything_ByAnOrgAdmin_IsForbidden()
    {
        var admin = _world.Acme.Admin;

        Assert.Equal("forbidden", (await Desk.ReadAsync(admin, CancellationToken.None)).Error?.Code);
        Assert.Equal("forbidden", (await Desk.TurnAsync(admin, new SimulatorDials { Outage = true }, CancellationToken.None)).Error?.Code);
        Assert.Equal("forbidden", (await Desk.LedgerAsync(admin, "99990000", CancellationToken.None)).Error?.Code);
        Assert.Empty(_world.Simulator.Changes);
    }

    [Fact]
    public async Task Anything_WithoutASimulator_IsNotFound()
    {
        _world.Simulator.IsOn = false;

        Assert.Equal("simulator_off", (await Desk.ReadAsync(_world.Super, CancellationToken.None)).Error?.Code);
        Assert.Equal("simulator_off", (await Desk.TurnAsync(_world.Super, new SimulatorDials(), CancellationToken.None)).Error?.Code);
        Assert.Equal("simulator_off", (await Desk.ReceiveAsync(_world.Super, new SimulatedInbound("100", "5511900000009", InboundKind.Text, "SAIR"), CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Turn_ToSomethingElse_IsDoneAndInThePlatformsAudit()
    {
        Assert.Null((await Desk.TurnAsync(_world.Super, new SimulatorDials { Outage = true, LatencyMs = 5 }, CancellationToken.None)).Error);

        Assert.True(_world.Simulator.Dials.Outage);
        Assert.Contains("LatencyMs, Outage", Assert.Single(await EntriesAsync("simulator.turned")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_ToTheSame_DoesNothing()
    {
        Assert.Null((await Desk.TurnAsync(_world.Super, new SimulatorDials(), CancellationToken.None)).Error);

        Assert.Empty(_world.Simulator.Changes);
        Assert.Empty(await EntriesAsync("simulator.turned"));
    }

    [Fact]
    public async Task Turn_OutOfRange_NamesEveryDial()
    {
        var error = (await Desk.TurnAsync(_world.Super, new SimulatorDials { LostPercent = 101, ThrottleStatus = 418 }, CancellationToken.None)).Error;

        Assert.Equal(["lost_percent", "throttle_status"], [error!.Field, error.Others.Single().Field]);
        Assert.Empty(_world.Simulator.Changes);
    }

    [Fact]
    public async Task Ledger_ByTooFewDigits_IsRefused()
    {
        Assert.Equal("simulator_phone_too_short", (await Desk.LedgerAsync(_world.Super, "+9-99", CancellationToken.None)).Error?.Code);
        Assert.Equal(2, (await Desk.LedgerAsync(_world.Super, "+55 11 9999", CancellationToken.None)).Value.Messages);
    }

    private async Task<List<string>> EntriesAsync(string action)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        return [.. (await db.Set<AuditEntry>().Where(e => e.OrganizationId == OrganizationId.Platform && e.Action == action).ToListAsync()).Select(e => e.Details ?? "")];
    }
}
