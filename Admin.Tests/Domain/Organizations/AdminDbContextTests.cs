using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Organizations;

public sealed class AdminDbContextTestsOnSqlite() : AdminDbContextTests(DatabaseProvider.Sqlite);

public sealed class AdminDbContextTestsOnSqlServer() : AdminDbContextTests(DatabaseProvider.SqlServer);

public abstract class AdminDbContextTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly Organization _acme = Organization.Create("Acme", "acme", Times.Now);
    private readonly Organization _globex = Organization.Create("Globex", "globex", Times.Now);
    // Null while a provider is skipped.
    private TestDb _test = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDb.CreateAsync(provider);
        await _test.AddAsync(_acme, _globex, Chatbot.Create(_acme.Id, "Sales", null, Times.Now), Chatbot.Create(_globex.Id, "Support", null, Times.Now));
    }

    public ValueTask DisposeAsync() => _test?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Query_InOneOrganization_SeesOnlyItsRows()
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme.Id));

        var chatbot = Assert.Single(await db.Set<Chatbot>().ToListAsync());

        Assert.Equal("Sales", chatbot.Name);
    }

    [Fact]
    public async Task Query_InAccountsScope_SeesNoOrganizationsRows()
    {
        await using var db = await _test.OpenAsync(TenantScope.Accounts);

        Assert.Empty(await db.Set<Chatbot>().ToListAsync());
    }

    [Fact]
    public async Task Save_NewRowOfAnotherOrganization_Throws()
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme.Id));
        db.Add(Chatbot.Create(_globex.Id, "Intruder", null, Times.Now));

        await Assert.ThrowsAsync<TenantViolationException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task Save_RowMovedToAnotherOrganization_Throws()
    {
        await using var db = await _test.OpenAsync(TenantScope.All("test"));
        var chatbot = await db.Set<Chatbot>().SingleAsync(c => c.Name == "Sales");

        await Assert.ThrowsAnyAsync<InvalidOperationException>(async () =>
        {
            db.Entry(chatbot).Property(nameof(Chatbot.OrganizationId)).CurrentValue = _globex.Id;
            await db.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task Save_TenantRowInAccountsScope_Throws()
    {
        await using var db = await _test.OpenAsync(TenantScope.Accounts);
        db.Add(Chatbot.Create(_acme.Id, "Nobody's", null, Times.Now));

        await Assert.ThrowsAsync<TenantViolationException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task Save_StaleStamp_Throws()
    {
        await using var first = await _test.OpenAsync(TenantScope.For(_acme.Id));
        await using var second = await _test.OpenAsync(TenantScope.For(_acme.Id));
        (await first.Set<Chatbot>().SingleAsync()).Change("One", null);
        (await second.Set<Chatbot>().SingleAsync()).Change("Two", null);
        await first.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync());
    }

    [Fact]
    public async Task ExecuteUpdate_OutsideAWrite_Throws()
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme.Id));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            db.Set<Chatbot>().ExecuteUpdateAsync(s => s.SetProperty(c => c.Description, "x")));
    }

    [Fact]
    public async Task Commit_WriteStillInScope_LetsTheNextWriterIn()
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme.Id));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);

        await using var after = await _test.OpenAsync(TenantScope.For(_acme.Id));
        await using var next = await after.BeginWriteAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        await write.DisposeAsync();

        Assert.Equal((false, true), (db.HoldsWriteGate, after.HoldsWriteGate));
    }

    [Fact]
    public async Task BeginWrite_NotCommitted_RollsBackAndFreesTheGate()
    {
        await using (var db = await _test.OpenAsync(TenantScope.For(_acme.Id)))
        await using (await db.BeginWriteAsync(CancellationToken.None))
        {
            db.Add(Chatbot.Create(_acme.Id, "Half done", null, Times.Now));
        }

        await using var after = await _test.OpenAsync(TenantScope.For(_acme.Id));
        await using var write = await after.BeginWriteAsync(CancellationToken.None);
        Assert.Single(await after.Set<Chatbot>().ToListAsync());
    }
}
