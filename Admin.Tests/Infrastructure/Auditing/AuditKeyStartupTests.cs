using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Auditing;
using Admin.Tests.Support;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Auditing;

public sealed class AuditKeyStartupTests : IAsyncLifetime
{
    private readonly OrganizationId _acme = OrganizationId.New();
    private TestDb _test = null!;

    private string KeyFile => _test.Directory.File(AuditKey.FileName);

    public async ValueTask InitializeAsync() => _test = await TestDb.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Run_FirstStart_MakesAKeyThatOnlyItsOwnerReads()
    {
        await StartAsync();

        Assert.Equal(AuditOptions.KeyLength, new FileInfo(KeyFile).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public async Task Run_SecondStart_KeepsTheKey()
    {
        await AppendAsync(await StartAsync());
        var key = await File.ReadAllBytesAsync(KeyFile);

        await StartAsync();

        Assert.Equal(key, await File.ReadAllBytesAsync(KeyFile));
    }

    [Fact]
    public async Task Run_KeyLostWhileEntriesExist_StopsTheStartAndMakesNone()
    {
        await AppendAsync(await StartAsync());
        File.Delete(KeyFile);

        var refused = await Assert.ThrowsAsync<AuditKeyException>(() => StartAsync());

        Assert.Contains(KeyFile, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task Run_ForeignKey_StopsTheStart()
    {
        await AppendAsync(await StartAsync());

        await Assert.ThrowsAsync<AuditKeyException>(() => StartAsync(Convert.ToBase64String(new byte[AuditOptions.KeyLength])));
    }

    [Fact]
    public async Task Run_DamagedFile_StopsTheStart()
    {
        await File.WriteAllTextAsync(KeyFile, "short");

        await Assert.ThrowsAsync<AuditKeyException>(() => StartAsync());
    }

    private async Task<IAuditSeal> StartAsync(string? configured = null)
    {
        var key = new AuditKey(Options.Create(new AuditOptions { Key = configured }), _test.Directory);
        var seal = new AuditSeal(key);
        await new AuditKeyStartup(key, new AuditSamples(_test.Db, seal)).RunAsync(CancellationToken.None);
        return seal;
    }

    private async Task AppendAsync(IAuditSeal seal)
    {
        await using var db = await _test.OpenAsync(TenantScope.For(_acme));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await new AuditLog(seal, new FakeTimeProvider(Times.Start)).AppendAsync(db, Actor.System(_acme, "test"), new AuditAct("thing.made"), CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }
}
