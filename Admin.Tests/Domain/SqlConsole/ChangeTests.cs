using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Tests.Domain.SqlConsole;

/// <summary>Changing data: preview, confirm, and everything that stops it.</summary>
public sealed class ChangeTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private ConsoleWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await ConsoleWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Run_ChangeWithoutTheSwitch_IsRefusedByTheGuard()
    {
        var source = await _world.AddSourceAsync(AccessMode.Write);

        var result = await _world.RunAsync(_world.Admin, source, "DELETE FROM users WHERE id = 1");

        Assert.Equal("write_not_allowed", result.Error!.Code);
        Assert.Equal(2, await CountAsync(source));
    }

    [Fact]
    public async Task Run_Preview_CountsAndChangesNothing()
    {
        var source = await _world.AddSourceAsync(AccessMode.Write);

        var answer = (await _world.RunAsync(_world.Admin, source, "DELETE FROM users WHERE id = 1", r => r with { AllowChange = true })).Value;

        Assert.Equal((1L, false), (answer.Report.AffectedRows, answer.Change!.Committed));
        Assert.Equal(2, await CountAsync(source));
    }

    [Fact]
    public async Task Run_ConfirmedWithTheRightCount_IsMadeAndAudited()
    {
        var source = await _world.AddSourceAsync(AccessMode.Write);

        var answer = (await _world.RunAsync(_world.Admin, source, "DELETE FROM users WHERE id = 1", r => r with { AllowChange = true, Confirm = 1 })).Value;

        Assert.True(answer.Change!.Committed);
        Assert.Equal(1, await CountAsync(source));
        Assert.Contains(await _world.AuditAsync(), e => e.Action == "statement.changed" && e.Details!.Contains("\"affected_rows\":\"1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ConfirmedWithAnotherCount_WritesNothing()
    {
        var source = await _world.AddSourceAsync(AccessMode.Write);

        var result = await _world.RunAsync(_world.Admin, source, "DELETE FROM users WHERE id >= 1", r => r with { AllowChange = true, Confirm = 1 });

        Assert.Equal((ErrorKind.Conflict, "count_changed"), (result.Error!.Kind, result.Error.Code));
        Assert.Equal(2, await CountAsync(source));
        Assert.DoesNotContain(await _world.AuditAsync(), e => e.Action == "statement.changed");
    }

    [Fact]
    public async Task Run_ChangeOfAReadOnlySource_IsRefused()
    {
        var source = await _world.AddSourceAsync();

        var result = await _world.RunAsync(_world.Admin, source, "DELETE FROM users WHERE id = 1", r => r with { AllowChange = true });

        Assert.Equal("data_source_read_only", result.Error!.Code);
    }

    [Fact]
    public async Task Run_ChangeOfProductionWithoutAReason_IsRefused()
    {
        var source = await _world.AddSourceAsync(AccessMode.Write, s => s with { Environment = DataSourceEnvironment.Production });

        var refused = await _world.RunAsync(_world.Admin, source, "DELETE FROM users WHERE id = 1", r => r with { AllowChange = true, Confirm = 1 });
        var allowed = await _world.RunAsync(_world.Admin, source, "DELETE FROM users WHERE id = 1", r => r with { AllowChange = true, Confirm = 1, Reason = "ticket 17" });

        Assert.Equal("reason_required", refused.Error!.Code);
        Assert.Equal(1, allowed.Value.Report.AffectedRows);
        Assert.Contains(await _world.AuditAsync(), e => e.Action == "statement.run" && e.Reason == "ticket 17");
    }

    [Fact]
    public async Task Run_ChangeBySupport_NeedsAGrantThatEndsByItself()
    {
        var source = await _world.AddSourceAsync(AccessMode.Write);
        var grants = _world.World.Get<GrantService>();
        Task<Result<RunAnswer>> PreviewAsync() => _world.RunAsync(_world.Support, source, "DELETE FROM users WHERE id = 1", r => r with { AllowChange = true });

        var before = await PreviewAsync();
        var asked = await grants.AskAsync(_world.Support, source.Id, new GrantWish(AccessMode.Write, "ticket 17", _world.World.Now.AddHours(2)), Ct);
        var waiting = await PreviewAsync();
        await grants.DecideAsync(_world.Admin, asked.Value.Id, approve: true, Ct);
        var granted = await PreviewAsync();
        _world.Time.Advance(TimeSpan.FromHours(3));
        var after = await PreviewAsync();

        Assert.Equal(["write_not_granted", "write_not_granted", null, "write_not_granted"], new[] { before, waiting, granted, after }.Select(r => r.Error?.Code));
    }

    [Fact]
    public async Task Run_RestrictedSourceWithoutAGrant_IsForbidden()
    {
        var source = await _world.AddSourceAsync(more: s => s with { IsRestricted = true });
        var before = await _world.RunAsync(_world.Support, source, "SELECT 1");

        await _world.World.Get<GrantService>().GiveAsync(_world.Admin, source.Id, new GrantDraft(AccessMode.ReadOnly, Role: Role.Support), Ct);

        Assert.Equal("data_source_not_granted", before.Error!.Code);
        Assert.False((await _world.RunAsync(_world.Support, source, "SELECT 1")).Failed);
        Assert.False((await _world.RunAsync(_world.Admin, source, "SELECT 1")).Failed);
    }

    [Fact]
    public async Task Run_OutsideTheHours_IsRefusedForEverybody()
    {
        var now = TimeOnly.FromDateTime(_world.World.Now);
        var closed = new AllowedHours([.. Enum.GetValues<DayOfWeek>()], now.AddHours(1), now.AddHours(2), "UTC");
        var source = await _world.AddSourceAsync(more: s => s with { Hours = closed });

        var before = await _world.RunAsync(_world.Admin, source, "SELECT 1");
        _world.Time.Advance(TimeSpan.FromMinutes(90));
        var within = await _world.RunAsync(_world.Admin, source, "SELECT 1");

        Assert.Equal("outside_hours", before.Error!.Code);
        Assert.False(within.Failed);
    }

    [Fact]
    public async Task Run_Any_StandsInTheHistoryWithHowItEnded()
    {
        var source = await _world.AddSourceAsync();
        await _world.RunAsync(_world.Support, source, "SELECT name FROM users");
        await _world.RunAsync(_world.Support, source, "SELECT * FROM missing");
        await _world.RunAsync(_world.Support, source, "DROP TABLE users");

        var runs = await _world.RunsAsync();

        Assert.Equal([(RunState.Done, null, 2), (RunState.Failed, "statement_failed", null), (RunState.Refused, "drop_blocked", null)],
            runs.Select(r => (r.State, r.ErrorCode, r.RowCount)));
        Assert.All(runs, r => Assert.NotNull(r.EndedAt));
    }

    private async Task<long> CountAsync(DataSource source) =>
        (long)(await _world.RunAsync(_world.Admin, source, "SELECT count(*) FROM users")).Value.Results.Rows[0][0]!;
}
