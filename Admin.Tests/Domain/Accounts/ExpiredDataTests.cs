using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Domain.Accounts;

public sealed class ExpiredDataTests : IAsyncLifetime
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(new RetentionOptions().ExpiredDays);

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Purge_LongOver_DeletesEachKindInEveryOrganization()
    {
        var person = _world.Acme.Admin.Person!.Value;
        var session = await _world.Db.OpenAsync(TenantScope.Accounts);
        await using (session)
        {
            var row = await session.Set<Session>().FirstAsync(s => s.PersonId == person);
            session.Add(RefreshToken.Create(row.Id, new string('a', RefreshToken.HashLength), _world.Now));
            session.Add(AccountLink.Create(AccountLinkKind.PasswordReset, person, new string('b', AccountLink.HashLength), _world.Now.AddHours(1)));
            var code = RecoveryCode.NewSet(person)[0].Row;
            code.Use(_world.Now);
            session.Add(code);
            var failures = SignInFailures.Create(new string('c', SignInFailures.KeyLength));
            failures.Add(_world.Now);
            session.Add(failures);
            await session.SaveChangesAsync();
        }

        await EnterAsync(_world.Acme);
        await EnterAsync(_world.Globex);

        _world.Time.Advance(Session.Lifetime + Kept + TimeSpan.FromDays(1));
        Assert.True(await PurgeAsync() > 0);

        Assert.All(await CountsAsync(), count => Assert.Equal((count.Kind, 0), count));
    }

    [Fact]
    public async Task Purge_NotLongOver_KeepsThem()
    {
        await EnterAsync(_world.Acme);
        var before = await CountsAsync();

        _world.Time.Advance(Kept);

        Assert.Equal(0, await PurgeAsync());
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task Purge_WhatStillHolds_IsKept()
    {
        var code = RecoveryCode.NewSet(_world.Acme.Admin.Person!.Value)[0].Row;
        await _world.Db.AddAsync(code);
        _world.Time.Advance(TimeSpan.FromDays(3650));
        var late = await _world.MemberAsync(_world.Acme.Organization, "late@acme.test", Role.Manager);

        await PurgeAsync();

        await using var db = await _world.Db.OpenAsync(TenantScope.Accounts);
        Assert.Equal(late.Session, (await db.Set<Session>().SingleAsync()).Id);
        Assert.Single(await db.Set<RecoveryCode>().ToListAsync());
    }

    [Fact]
    public async Task Purge_MoreThanABatch_DeletesAll()
    {
        await _world.Db.AddAsync([.. Enumerable.Range(0, ExpiredData.Batch + 1).Select(_ => OrganizationVisit.Create(_world.Acme.Id, _world.Super.Person!.Value, "ticket 4711", _world.Now))]);
        _world.Time.Advance(Kept + TimeSpan.FromDays(1));

        await PurgeAsync();

        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        Assert.Equal(0, await db.Set<OrganizationVisit>().CountAsync());
    }

    [Fact]
    public async Task Purge_Notices_ForgetsReadOnesSoonAndAllAfterAYear()
    {
        await EnterAsync(_world.Acme);
        await EnterAsync(_world.Globex);
        await _world.Get<NoticeInbox>().MarkAllReadAsync(_world.Acme.Admin, null, CancellationToken.None);

        _world.Time.Advance(Kept + TimeSpan.FromDays(1));
        await PurgeAsync();
        Assert.Equal((2, 1), await NoticesAsync());

        _world.Time.Advance(Notice.KeptFor);
        await PurgeAsync();
        Assert.Equal((0, 0), await NoticesAsync());
    }

    [Fact]
    public async Task Purge_Ever_LeavesEveryAuditEntryAndAnIntactChain()
    {
        await EnterAsync(_world.Acme);
        var entries = await EntriesAsync();
        _world.Time.Advance(TimeSpan.FromDays(3650));

        await PurgeAsync();

        Assert.True(entries > 0);
        Assert.Equal(entries, await EntriesAsync());
        var late = await _world.MemberAsync(_world.Acme.Organization, "late@acme.test", Role.OrgAdmin);
        Assert.True((await _world.Get<AuditTrail>().VerifyAsync(late, AuditBook.Organization, CancellationToken.None)).Value.IsIntact);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    [InlineData(3650, true)]
    [InlineData(3651, false)]
    public void Options_Days_AreBounded(int days, bool valid) =>
        Assert.Equal(valid, new RetentionOptionsValidator().Validate(null, new RetentionOptions { ExpiredDays = days }) == ValidateOptionsResult.Success);

    private Task<int> PurgeAsync() => _world.Get<ExpiredData>().PurgeAsync(CancellationToken.None);

    private Task EnterAsync(Tenant tenant) => _world.Get<Visits>().EnterAsync(_world.Super, tenant.Id, "ticket 4711", CancellationToken.None);

    private async Task<List<(string Kind, int Rows)>> CountsAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        return
        [
            ("sessions", await db.Set<Session>().CountAsync()),
            ("refresh tokens", await db.Set<RefreshToken>().CountAsync()),
            ("links", await db.Set<AccountLink>().CountAsync()),
            ("recovery codes", await db.Set<RecoveryCode>().CountAsync()),
            ("failures", await db.Set<SignInFailures>().CountAsync()),
            ("invitations", await db.Set<Invitation>().CountAsync()),
            ("visits", await db.Set<OrganizationVisit>().CountAsync()),
        ];
    }

    private async Task<(int Notices, int Receipts)> NoticesAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        return (await db.Set<Notice>().CountAsync(), await db.Set<NoticeReceipt>().CountAsync());
    }

    private async Task<int> EntriesAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        return await db.Set<AuditEntry>().CountAsync();
    }
}
