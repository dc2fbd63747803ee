using Admin.Domain.Accounts;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Batches;
using Admin.Tests.Domain.Notices;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Secrets;

public sealed class SecretRemindersTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private NoticesFixture _test = null!;

    private World World => _test.World;

    private SecretReminders Reminders => World.Get<SecretReminders>();

    public async ValueTask InitializeAsync() => _test = await NoticesFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Sweep_DayByDay_TellsEachStepOnceAndTheEndOnce()
    {
        await AddAsync("API_KEY", 40.5);

        var told = new List<(int Day, string Kind, string? Days)>();
        for (var day = 0; day < 60; day++)
        {
            for (var hour = 0; hour < 3; hour++)
                told.AddRange((await SweepAsync()).Select(n => (day, n.Kind, n.Details.GetValueOrDefault("days"))));
            World.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([(11, "secret.expiring", "30"), (34, "secret.expiring", "7"), (40, "secret.expiring", "1"), (41, "secret.expired", null)], told);
    }

    [Fact]
    public async Task Sweep_MadeWithFiveDaysLeft_TellsTheSevenDaysStepAtOnce()
    {
        await AddAsync("API_KEY", 5);

        var notice = Assert.Single(await SweepAsync());

        Assert.Equal(("secret.expiring", "7", "API_KEY"), (notice.Kind, notice.Details["days"], notice.Details["name"]));
        Assert.Equal(World.Now.AddDays(5), notice.Details.Moment("expires_at"));
    }

    [Fact]
    public async Task Sweep_AfterAStandstill_TellsOnlyWhereItStands()
    {
        await AddAsync("API_KEY", 40);
        await AddAsync("OTHER", 60);
        World.Time.Advance(TimeSpan.FromDays(55));

        Assert.Equal([("API_KEY", "secret.expired"), ("OTHER", "secret.expiring")], (await SweepAsync()).Select(n => (n.Details["name"], n.Kind)).Order());
    }

    [Fact]
    public async Task Sweep_ExpiryMoved_RemindsOfTheNewDate()
    {
        var secret = await AddAsync("API_KEY", 6);
        await SweepAsync();
        var change = new SecretChange { ExpiresAt = new Given<DateTime?>(true, World.Now.AddDays(29)) };
        Assert.Null((await World.Get<SecretService>().UpdateAsync(World.Acme.Admin, secret.Id, change, secret.Stamp, Ct)).Error);

        Assert.Equal("30", Assert.Single(await SweepAsync()).Details["days"]);
        Assert.Empty(await SweepAsync());
    }

    [Fact]
    public async Task Sweep_RotationDue_IsToldOncePerDate()
    {
        var secret = await AddAsync("API_KEY", rotationDays: 10);

        var told = new List<(int Day, string Kind)>();
        for (var day = 0; day < 25; day++)
        {
            told.AddRange((await SweepAsync()).Select(n => (day, n.Kind)));
            if (day == 12)
                await RotateAsync(secret.Id);
            World.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([(10, "secret.overdue"), (22, "secret.overdue")], told);
    }

    [Fact]
    public async Task Sweep_IntervalGivenToAnOldSecret_IsDueAtOnce()
    {
        var secret = await AddAsync("API_KEY");
        World.Time.Advance(TimeSpan.FromDays(800));
        await ChangeAsync(secret.Id, s => s.RotateEvery(90));

        var notice = Assert.Single(await SweepAsync());

        Assert.Equal(("secret.overdue", "90"), (notice.Kind, notice.Details["rotation_days"]));
        Assert.Equal(Times.Now.AddDays(90), notice.Details.Moment("due_at"));
        Assert.Empty(await SweepAsync());
    }

    [Fact]
    public async Task Sweep_DeletedFarAwayOrWithoutExpiry_TellsNothing()
    {
        var deleted = await AddAsync("DELETED", 5);
        await World.Get<SecretService>().DeleteAsync(World.Acme.Admin, deleted.Id, Ct);
        await AddAsync("FAR", 31);

        Assert.Empty(await SweepAsync());
    }

    [Fact]
    public async Task Sweep_SuspendedOrganization_IsToldWhenItComesBack()
    {
        await AddAsync("API_KEY", 5);
        await SuspendAsync(o => o.Suspend(World.Now));
        Assert.Equal(0, await Reminders.SweepAsync(Ct));

        await SuspendAsync(o => o.Resume());

        Assert.Equal(1, await Reminders.SweepAsync(Ct));
    }

    [Fact]
    public async Task Sweep_Ever_TellsTheOwnerWhateverTheirRoleAndNoOtherOrganization()
    {
        var secret = await AddAsync("API_KEY", 5);
        await ChangeAsync(secret.Id, s => s.HandTo(World.Acme.Support.Person!.Value));

        await SweepAsync();

        Assert.Single(await _test.ListAsync(World.Acme.Support));
        Assert.Empty(await _test.ListAsync(World.Acme.Manager));
        Assert.Empty(await _test.ListAsync(World.Globex.Admin));
    }

    [Fact]
    public async Task Sweep_TwoAtOnce_TellOnce()
    {
        await AddAsync("API_KEY", 5);

        var posted = await Task.WhenAll(Reminders.SweepAsync(Ct), Reminders.SweepAsync(Ct));

        Assert.Equal(1, posted.Sum());
        Assert.Single(await _test.ListAsync(World.Acme.Admin));
    }

    [Fact]
    public async Task Sweep_MoreThanABatch_TellsAll()
    {
        var rows = Enumerable.Range(0, SecretReminders.Batch + 5).Select(i => Expiring($"S{i}")).ToArray<object>();
        await World.Db.AddAsync(rows);

        Assert.Equal(rows.Length, await Reminders.SweepAsync(Ct));
        Assert.Equal(rows.Length, await _test.UnreadAsync(World.Acme.Admin));
    }

    [Fact]
    public async Task Sweep_ReadAndPurgedSince_IsNotToldAgain()
    {
        await AddAsync("API_KEY", 5);
        await SweepAsync();
        World.Time.Advance(TimeSpan.FromDays(6));
        await SweepAsync();
        await _test.Inbox.MarkAllReadAsync(World.Acme.Admin, null, Ct);
        await _test.Inbox.MarkAllReadAsync(_test.Second, null, Ct);

        for (var month = 0; month < 26; month++)
        {
            World.Time.Advance(TimeSpan.FromDays(31));
            await World.Get<ExpiredData>().PurgeAsync(Ct);
            Assert.Equal(0, await Reminders.SweepAsync(Ct));
        }

        await using var db = await World.Db.OpenAsync(TenantScope.For(World.Acme.Id));
        Assert.Equal(0, await db.Set<Notice>().CountAsync(Ct));
    }

    public static TheoryData<string> Renewals => ["moved", "removed", "many", "deleted"];

    [Theory]
    [MemberData(nameof(Renewals))]
    public async Task Renew_ExpiryTold_ReadsItForWhoeverHadNot(string how)
    {
        var secret = await AddAsync("API_KEY", 5);
        var other = await AddAsync("OTHER", 5);
        await SweepAsync();
        var told = (await _test.ListAsync(_test.Second)).Single(n => n.SubjectId == secret.Id.ToString());
        await _test.Inbox.MarkReadAsync(_test.Second, told.Id, Ct);

        await RenewAsync(secret, how);

        Assert.Equal(other.Id.ToString(), Assert.Single(await _test.ListAsync(World.Acme.Admin, new NoticeFilter(Unread: true))).SubjectId);
        Assert.Equal(1, await _test.UnreadAsync(_test.Second));
        Assert.Contains(await _test.ListAsync(World.Acme.Admin), n => n.Id == told.Id);
        Assert.Contains(await _test.ListAsync(_test.Second), n => n.Id == told.Id);
        Assert.Empty(await SweepAsync());
    }

    [Fact]
    public async Task Rotate_OverdueTold_IsReadAndItsExpiryIsNot()
    {
        var secret = await AddOverdueAsync();
        Assert.Equal(["secret.expiring", "secret.overdue"], (await SweepAsync()).Select(n => n.Kind).Order());

        Assert.Null((await World.Get<SecretService>().RotateAsync(World.Acme.Admin, secret, new SecretRotation(new SecretInput("new")), null, Ct)).Error);

        Assert.Equal("secret.expiring", Assert.Single(await _test.ListAsync(World.Acme.Admin, new NoticeFilter(Unread: true))).Kind);
    }

    [Fact]
    public async Task Renew_MailWaits_IsNotSent()
    {
        var secret = await AddAsync("API_KEY", 5);
        await SweepAsync();
        await RenewAsync(secret, "moved");

        Assert.All(await _test.ReceiptsAsync(), r => Assert.Null(r.MailDueAt));
    }

    [Fact]
    public async Task Restore_DeletedSinceItWasTold_IsToldAgain()
    {
        var secret = await AddAsync("API_KEY", 5);
        await SweepAsync();
        await RenewAsync(secret, "deleted");
        Assert.Null((await World.Get<SecretService>().RestoreAsync(World.Acme.Admin, secret.Id, Ct)).Error);

        Assert.Equal("secret.expiring", Assert.Single(await SweepAsync()).Kind);
        Assert.Equal(1, await _test.UnreadAsync(World.Acme.Admin));
    }

    private async Task RenewAsync(SecretView secret, string how)
    {
        var service = World.Get<SecretService>();
        var later = new Given<DateTime?>(true, World.Now.AddDays(90));
        var fault = how switch
        {
            "moved" => (await service.UpdateAsync(World.Acme.Admin, secret.Id, new SecretChange { ExpiresAt = later }, secret.Stamp, Ct)).Error,
            "removed" => (await service.UpdateAsync(World.Acme.Admin, secret.Id, new SecretChange { ExpiresAt = new Given<DateTime?>(true, null) }, secret.Stamp, Ct)).Error,
            "many" => (await World.Get<SecretBatches>().ChangeAsync(World.Acme.Admin, [secret.Id], new SecretBatchChange { ExpiresAt = later }, Ct)).Error,
            _ => (await service.DeleteAsync(World.Acme.Admin, secret.Id, Ct)).Error,
        };
        Assert.Null(fault);
    }

    private async Task<SecretId> AddOverdueAsync()
    {
        var secret = await AddAsync("API_KEY", 25);
        await ChangeAsync(secret.Id, s =>
        {
            s.MoveTo(2, s.Provider, World.Now.AddDays(-20));
            s.RotateEvery(10);
        });
        return secret.Id;
    }

    private async Task<SecretView> AddAsync(string name, double? days = null, int? rotationDays = null) =>
        (await World.Get<SecretService>().CreateAsync(World.Acme.Admin, new SecretDraft(name, new SecretInput("value")) { ExpiresAt = days is { } left ? World.Now.AddDays(left) : null, RotationDays = rotationDays }, Ct)).Value;

    private async Task ChangeAsync(SecretId id, Action<Secret> change)
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(World.Acme.Id));
        change(await db.Set<Secret>().SingleAsync(s => s.Id == id, Ct));
        await db.SaveChangesAsync(Ct);
    }

    private Task RotateAsync(SecretId id) => ChangeAsync(id, s => s.MoveTo(s.CurrentVersion + 1, s.Provider, World.Now));

    private Secret Expiring(string name)
    {
        var secret = Secret.Create(World.Acme.Id, name, SecretKind.Other, SecretVisibility.Masked, SecretProviders.Fernet, null, World.Now);
        secret.ExpireAt(World.Now.AddDays(3));
        return secret;
    }

    private async Task SuspendAsync(Func<Organization, Admin.Domain.Common.Result> change)
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(World.Acme.Id));
        Assert.False(change(await db.Set<Organization>().SingleAsync(o => o.Id == World.Acme.Id, Ct)).Failed);
        await db.SaveChangesAsync(Ct);
    }

    /// <summary>What this sweep told Acme's admin.</summary>
    private async Task<IReadOnlyList<NoticeView>> SweepAsync()
    {
        var before = (await AllAsync()).Select(n => n.Id).ToHashSet();
        await Reminders.SweepAsync(Ct);
        return [.. (await AllAsync()).Where(n => !before.Contains(n.Id))];
    }

    // Rows, because the admin's session is over long before the secret.
    private async Task<List<NoticeView>> AllAsync()
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(World.Acme.Id));
        var rows = await db.Set<Notice>().AsNoTracking().ToListAsync(Ct);
        return rows.ConvertAll(n => new NoticeView(n.Id, n.Kind, NoticeKinds.Find(n.Kind)!.Group, n.SubjectType, n.SubjectId, NoticeDetails.Read(n.Details), n.CreatedAt, null));
    }
}
