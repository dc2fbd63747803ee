using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Auditing;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private World _world = null!;

    private AuditTrail Trail => _world.Get<AuditTrail>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Verify_Untouched_IsIntact()
    {
        var found = await VerifyAsync();

        Assert.True(found.IsIntact);
        Assert.Equal(await CountAsync(), found.Entries);
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Action = 'chatbot.renamed' WHERE OrganizationId = {0} AND Sequence = 2", 2, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET Reason = '' WHERE OrganizationId = {0} AND Sequence = 2", 2, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET At = '2026-03-14 09:26:54' WHERE OrganizationId = {0} AND Sequence = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET Seal = 'ff' WHERE OrganizationId = {0} AND Sequence = 2", 2, AuditFault.WrongSeal)]
    [InlineData("DELETE FROM AuditEntries WHERE OrganizationId = {0} AND Sequence = 2", 2, AuditFault.Gap)]
    [InlineData("DELETE FROM AuditEntries WHERE OrganizationId = {0} AND Sequence = 1", 1, AuditFault.Gap)]
    [InlineData("DELETE FROM AuditEntries WHERE OrganizationId = {0} AND Sequence >= 4", 4, AuditFault.TailCut)]
    [InlineData("DELETE FROM AuditEntries WHERE OrganizationId = {0}", 1, AuditFault.TailCut)]
    [InlineData("DELETE FROM AuditHeads WHERE OrganizationId = {0}", 1, AuditFault.TailCut)]
    [InlineData("UPDATE AuditHeads SET Sequence = 3, Seal = (SELECT Seal FROM AuditEntries e WHERE e.OrganizationId = {0} AND e.Sequence = 3) WHERE OrganizationId = {0}", 4, AuditFault.TailCut)]
    public async Task Verify_TamperedRows_NamesTheFirstBrokenEntry(string tampering, long broken, AuditFault fault)
    {
        await TamperAsync(tampering);

        var found = await VerifyAsync();

        Assert.Equal((broken, fault), (found.FirstBroken, found.Fault!.Value));
    }

    [Fact]
    public async Task Verify_LastEntryChanged_NamesIt()
    {
        var last = await CountAsync();
        await TamperAsync("UPDATE AuditEntries SET ActorId = 'nobody' WHERE OrganizationId = {0} AND Sequence = (SELECT MAX(Sequence) FROM AuditEntries WHERE OrganizationId = {0})");

        Assert.Equal(last, (await VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task Verify_EntriesOfTwoOrganizationsExchanged_NamesThem()
    {
        await TamperAsync("UPDATE AuditEntries SET ActorId = (SELECT e.ActorId FROM AuditEntries e WHERE e.OrganizationId <> {0} AND e.Sequence = 1 LIMIT 1) WHERE OrganizationId = {0} AND Sequence = 1");

        Assert.Equal((1L, AuditFault.Changed), ((await VerifyAsync()).FirstBroken!.Value, (await VerifyAsync()).Fault!.Value));
    }

    [Fact]
    public async Task List_Filtered_ShowsWhatMatchesWithNames()
    {
        var filter = new AuditFilter { Action = "chatbot", Actor = _world.Acme.Admin.Person.ToString(), Outcome = AuditOutcome.Done, From = _world.Now.AddMinutes(-1), To = _world.Now.AddMinutes(1) };

        var listed = await Trail.ListAsync(_world.Acme.Admin, AuditBook.Organization, filter, new PageRequest(), CancellationToken.None);

        var entry = Assert.Single(listed.Value.Items);
        Assert.Equal(("chatbot.created", "admin"), (entry.Action, entry.ActorName));
    }

    [Fact]
    public async Task List_EndBeforeStart_SaysSo()
    {
        var filter = new AuditFilter { From = _world.Now, To = _world.Now.AddDays(-1) };

        Assert.Equal("audit_range_invalid", (await Trail.ListAsync(_world.Acme.Admin, AuditBook.Organization, filter, new PageRequest(), CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task List_BySupport_IsForbidden() =>
        Assert.Equal("forbidden", (await Trail.ListAsync(_world.Acme.Support, AuditBook.Organization, new AuditFilter(), new PageRequest(), CancellationToken.None)).Error!.Code);

    [Fact]
    public async Task Platform_BySuperAdmin_HoldsPlatformActsOnly()
    {
        await _world.Get<OrganizationsService>().SuspendAsync(_world.Super, _world.Acme.Id, "unpaid", CancellationToken.None);

        var listed = await Trail.ListAsync(_world.Super, AuditBook.Platform, new AuditFilter(), new PageRequest(), CancellationToken.None);
        var verified = await Trail.VerifyAsync(_world.Super, AuditBook.Platform, CancellationToken.None);

        Assert.Equal("organization.suspended", Assert.Single(listed.Value.Items).Action);
        Assert.True(verified.Value.IsIntact);
    }

    [Fact]
    public async Task Platform_ByAnOrgAdmin_IsForbidden() =>
        Assert.Equal("forbidden", (await Trail.VerifyAsync(_world.Acme.Admin, AuditBook.Platform, CancellationToken.None)).Error!.Code);

    [Fact]
    public async Task Export_MoreThanABatch_StreamsAllInOrderAndIsRecorded()
    {
        await AppendAsync(1200);
        var before = await CountAsync();

        var csv = await ExportAsync();

        var lines = csv.TrimEnd().Split("\r\n");
        Assert.Equal(before + 1, lines.Length);
        Assert.Equal(Enumerable.Range(1, before), lines.Skip(1).Select(l => int.Parse(l.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(before + 1, await CountAsync());
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Export_ReasonThatIsAFormula_IsNeutralised()
    {
        await _world.Get<Visits>().EnterAsync(_world.Super, _world.Acme.Id, "=cmd|' /C calc'!A0", CancellationToken.None);

        var csv = await ExportAsync();

        Assert.Contains(",'=cmd|", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", csv, StringComparison.Ordinal);
    }

    private async Task<AuditVerification> VerifyAsync() =>
        (await Trail.VerifyAsync(_world.Acme.Admin, AuditBook.Organization, CancellationToken.None)).Value;

    private async Task<string> ExportAsync()
    {
        var export = await Trail.ExportAsync(_world.Acme.Admin, AuditBook.Organization, new AuditFilter(), CancellationToken.None);
        using var target = new MemoryStream();
        await AuditCsv.WriteAsync(export.Value, target, CancellationToken.None);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private async Task AppendAsync(int count)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        for (var i = 0; i < count; i++)
            await _world.Get<AuditLog>().AppendAsync(db, Actor.System(_world.Acme.Id, "test"), new AuditAct("thing.made"), CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private async Task<int> CountAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        return await db.Set<AuditEntry>().CountAsync();
    }

    private async Task TamperAsync(string sql)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("somebody with a database shell"));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(sql, _world.Acme.Id.Value));
        await write.CommitAsync(CancellationToken.None);
    }
}
