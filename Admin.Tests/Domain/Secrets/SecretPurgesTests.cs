using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Secrets;

public sealed class SecretPurgesTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    private SecretPurges Purges => _test.Get<SecretPurges>();

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Run_OverARestoreWindowThatIsOver_PurgesAndSaysSo()
    {
        var gone = await DeletedAsync("GONE");
        _test.Time.Advance(TimeSpan.FromDays(20));
        var kept = await _test.AddPersonAsync("later@acme.test", _test.Acme, Role.OrgAdmin);
        var young = (await _test.Service.CreateAsync(kept, new SecretDraft("YOUNG", new SecretInput("v")), None)).Value;
        await _test.Service.DeleteAsync(kept, young.Id, None);
        _test.Time.Advance(TimeSpan.FromDays(11));

        Assert.Equal(1, await Purges.RunAsync(None));
        Assert.Equal(0, await Purges.RunAsync(None));

        Assert.Equal([young.Id], await IdsAsync());
        var entry = Assert.Single(await _test.AuditAsync(), e => e.Action == "secret.purged");
        Assert.Equal((gone.Id.ToString(), "purge"), (entry.SubjectId, entry.ActorId));
    }

    [Fact]
    public async Task Purge_CutOffAfterItsFirstStep_LeavesNothingToReadAndIsEndedByTheNight()
    {
        var secret = await DeletedAsync("HALF");
        var admin = _test.Admin with { Reason = "gone for good" };

        // What stands after the first commit, were the process killed there.
        await using (var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id)))
        {
            await using var write = await db.BeginWriteAsync(None);
            await SecretPurges.DestroyValuesAsync(db, secret.Id, None);
            await write.CommitAsync(None);
        }

        Assert.All(await _test.CiphertextAsync(secret.Id, 1), b => Assert.Equal(0, b));
        Assert.Equal("secret_not_found", (await _test.Service.RestoreAsync(admin, secret.Id, None)).Error?.Code);
        Assert.Equal(1, await Purges.RunAsync(None));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task Purge_FromItsPage_WritesOverBeforeItDeletes()
    {
        var secret = await DeletedAsync("GONE");
        var ciphertext = System.Text.Encoding.ASCII.GetString(await _test.CiphertextAsync(secret.Id, 1));

        Assert.False((await _test.Service.PurgeAsync(_test.Admin with { Reason = "gone for good" }, secret.Id, None)).Failed);

        // Folds the log into the file.
        var path = _test.Db.Directory.File("admin.db");
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync(None);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync(None);
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        Assert.DoesNotContain(ciphertext[40..80], await reader.ReadToEndAsync(None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OverOldReadsAndRequests_ForgetsThem()
    {
        var secret = (await _test.Service.CreateAsync(_test.Admin, new SecretDraft("KEY", new SecretInput("v")) { IdempotencyKey = "k" }, None)).Value;
        await _test.Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "send", None);
        await _test.Usage.FlushAsync(closing: true, None);
        await Purges.RunAsync(None);
        Assert.Equal((1, 1), await CountsAsync());
        _test.Time.Advance(TimeSpan.FromDays(3));
        await Purges.RunAsync(None);
        Assert.Equal((1, 0), await CountsAsync());
        _test.Time.Advance(TimeSpan.FromDays(SecretStats.StaleDays + 10));

        await Purges.RunAsync(None);

        Assert.Equal((0, 0), await CountsAsync());
    }

    private async Task<SecretView> DeletedAsync(string name)
    {
        var secret = await _test.AddAsync(name);
        await _test.Service.DeleteAsync(_test.Admin, secret.Id, None);
        return secret;
    }

    private async Task<List<SecretId>> IdsAsync()
    {
        await using var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id));
        return await db.Set<Secret>().Select(s => s.Id).ToListAsync(None);
    }

    private async Task<(int Reads, int Requests)> CountsAsync()
    {
        await using var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id));
        return (await db.Set<SecretRead>().CountAsync(None), await db.Set<SecretRequest>().CountAsync(None));
    }
}
