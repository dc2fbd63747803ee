using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.Auditing;

public sealed class AuditLogTestsOnSqlite() : AuditLogTests(DatabaseProvider.Sqlite);

public sealed class AuditLogTestsOnSqlServer() : AuditLogTests(DatabaseProvider.SqlServer);

public abstract class AuditLogTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly OrganizationId _acme = OrganizationId.New();
    // Null while a provider is skipped.
    private TestDb _test = null!;
    private AuditLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDb.CreateAsync(provider);
        _log = new AuditLog(new FixedKeySeal(), new FakeTimeProvider(Times.Start));
    }

    public ValueTask DisposeAsync() => _test?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Append_TwoActsInOneWrite_ChainsThem()
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme));
        await using (var write = await db.BeginWriteAsync(CancellationToken.None))
        {
            await _log.AppendAsync(db, Actor.System(_acme, "test"), new AuditAct("thing.made"), CancellationToken.None);
            await _log.AppendAsync(db, Actor.System(_acme, "test"), new AuditAct("thing.changed"), CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }

        var entries = await db.Set<AuditEntry>().OrderBy(e => e.Sequence).ToListAsync();

        Assert.Equal([1L, 2L], entries.Select(e => e.Sequence));
        Assert.Equal(entries[0].Seal, entries[1].PreviousSeal);
        Assert.All(entries, e => Assert.Equal(AuditChain.SealOf(e, new FixedKeySeal()), e.Seal));
    }

    [Fact]
    public async Task Append_WriteNotCommitted_LeavesNoGap()
    {
        await AppendAsync("first", commit: true);
        await AppendAsync("lost", commit: false);
        await AppendAsync("second", commit: true);

        await using var db = await _test.OpenAsync(TenantScope.For(_acme));

        Assert.Equal([("first", 1L), ("second", 2L)], (await db.Set<AuditEntry>().ToListAsync()).Select(e => (e.Action, e.Sequence)));
    }

    [Fact]
    public async Task Append_FromTwoWritersAtOnce_StaysGapless()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AppendAsync($"act.{i}", commit: true)));

        await using var db = await _test.OpenAsync(TenantScope.For(_acme));

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), await db.Set<AuditEntry>().OrderBy(e => e.Sequence).Select(e => e.Sequence).ToListAsync());
    }

    [Fact]
    public async Task Append_OutsideAWrite_Throws()
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _log.AppendAsync(db, Actor.System(_acme, "test"), new AuditAct("thing.made"), CancellationToken.None));
    }

    private async Task AppendAsync(string action, bool commit)
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await _log.AppendAsync(db, Actor.System(_acme, "test"), new AuditAct(action), CancellationToken.None);
        if (commit)
            await write.CommitAsync(CancellationToken.None);
    }
}
