using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Domain.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Secrets;

public sealed class SecretKeysTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    private string KeyFile => _test.Db.Directory.File(FernetKeyFile.Name);

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Check_FirstStart_MakesAPrivateKeyFileOnce()
    {
        var made = await File.ReadAllTextAsync(KeyFile);

        var again = await CheckedAsync();

        Assert.StartsWith("#", made, StringComparison.Ordinal);
        Assert.Equal(made, await File.ReadAllTextAsync(KeyFile));
        Assert.Equal(_test.Keys.Fernet.First.Id, again.Fernet.First.Id);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public async Task Check_NewKeyAboveTheOld_ReadsOldValuesAndWritesWithTheNew()
    {
        var secret = await _test.AddAsync(value: "old");
        var old = _test.Keys.Fernet.First;
        var fresh = FernetKey.Generate();

        var keys = await CheckedAsync(fresh.Export(), old.Export());

        Assert.Equal(fresh.Id, keys.Fernet.First.Id);
        Assert.NotNull(keys.Fernet.Find(old.Id));
        Assert.Empty(await keys.MissingAsync(None));
        Assert.Equal("old", (await _test.Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value.GetText());
    }

    [Fact]
    public async Task Check_FileLostWhileDataNeedsIt_StopsAndMakesNone()
    {
        await _test.AddAsync();
        File.Delete(KeyFile);

        var stopped = await Assert.ThrowsAsync<SecretKeysException>(() => CheckedAsync());

        Assert.Contains(_test.Keys.Fernet.First.Id, stopped.Message, StringComparison.Ordinal);
        Assert.Contains("is gone", stopped.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task Check_FileLostWhileNothingNeedsIt_MakesANewOne()
    {
        File.Delete(KeyFile);

        await CheckedAsync();

        Assert.True(File.Exists(KeyFile));
    }

    [Fact]
    public async Task Check_ForeignKey_Stops()
    {
        await _test.AddAsync();

        var stopped = await Assert.ThrowsAsync<SecretKeysException>(() => CheckedAsync(FernetKey.Generate().Export()));

        Assert.Contains("not those of this database", stopped.Message, StringComparison.Ordinal);
        Assert.Contains(_test.Keys.Fernet.First.Id, stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# only a comment\n", "holds no key")]
    [InlineData("", "holds no key")]
    [InlineData("# header\ncw_0x689RpI-jtRR7oE8h_eQsKImv", "Line 2")]
    public async Task Check_TruncatedFile_SaysWhere(string content, string said)
    {
        await File.WriteAllTextAsync(KeyFile, content);

        var stopped = await Assert.ThrowsAsync<SecretKeysException>(() => CheckedAsync());

        Assert.Contains(said, stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cw_0x689", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ProductionWithoutKeys_IsRefused()
    {
        File.Delete(KeyFile);
        _test.Environment.EnvironmentName = Environments.Production;

        var stopped = await Assert.ThrowsAsync<SecretKeysException>(() => CheckedAsync());

        Assert.Contains("Secrets:Fernet:Keys is required", stopped.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task Check_KeysInASettingsFile_AreRefusedOutsideDevelopment()
    {
        var key = FernetKey.Generate().Export();
        var path = _test.Db.Directory.File("appsettings.json");
        await File.WriteAllTextAsync(path, $"{{\"Secrets\":{{\"Fernet\":{{\"Keys\":[\"{key}\"]}}}}}}");
        var settings = new KeySettings(new ConfigurationBuilder().AddJsonFile(path).Build());

        var stopped = Assert.Throws<SecretKeysException>(settings.RefuseKeysInSettingsFile);

        Assert.Contains("appsettings.json", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, stopped.Message, StringComparison.Ordinal);
        new KeySettings(new ConfigurationBuilder().AddInMemoryCollection([new("Secrets:Fernet:Keys:0", key)]).Build()).RefuseKeysInSettingsFile();
    }

    [Theory]
    [InlineData("Token", "Secrets__Vault__Token")]
    [InlineData("SecretId", "Secrets__Vault__SecretId")]
    public async Task Check_VaultCredentialsInASettingsFile_AreRefusedWithoutTheirText(string setting, string variable)
    {
        var path = _test.Db.Directory.File("appsettings.Production.json");
        await File.WriteAllTextAsync(path, $"{{\"Secrets\":{{\"Vault\":{{\"{setting}\":\"hvs.hidden\"}}}}}}");

        var stopped = Assert.Throws<SecretKeysException>(new KeySettings(new ConfigurationBuilder().AddJsonFile(path).Build()).RefuseKeysInSettingsFile);

        Assert.Contains(variable, stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hvs.hidden", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCheck_VersionUnderAnUnknownKey_IsUnhealthy()
    {
        var check = new SecretKeysHealthCheck(_test.Keys);
        await _test.AddAsync();
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new HealthCheckContext())).Status);

        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET KeyId = 'feedfeedfeedfeed'");

        var result = await check.CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("feedfeedfeedfeed", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_BadKeys_AreNamedWithoutTheirText()
    {
        await using var test = await SecretsFixture.CreateAsync();
        var options = new SecretsOptions { DefaultProvider = "rot13" };
        options.Fernet.Keys.Add(FernetKey.Generate().Export());
        options.Fernet.Keys.Add("almost-a-key");

        var result = new SecretsOptionsValidator().Validate(null, options);

        Assert.Equal(2, result.Failures!.Count());
        Assert.Contains("Secrets:Fernet:Keys:1", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("almost-a-key", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_KeysInOneText_AreSplit()
    {
        string[] keys = [FernetKey.Generate().Export(), FernetKey.Generate().Export()];
        await using var test = await SecretsFixture.CreateAsync(settings: new Dictionary<string, string?> { ["Secrets:Fernet:Keys"] = string.Join(", ", keys) });

        Assert.Equal(keys, test.Get<IOptions<SecretsOptions>>().Value.Fernet.Keys);
        Assert.Equal(2, test.Keys.Fernet.KeyIds.Count);
    }

    [Fact]
    public async Task Check_ProductionWithoutAesGcmKeys_OffersFernetAlone()
    {
        File.Delete(_test.Db.Directory.File(AesGcmKeyFile.Name));
        _test.Environment.EnvironmentName = Environments.Production;

        var keys = await CheckedAsync();

        Assert.Null(keys.AesGcm);
        Assert.False(new AesGcmCipher(keys).IsSetUp);
        Assert.False(File.Exists(_test.Db.Directory.File(AesGcmKeyFile.Name)));
    }

    [Fact]
    public async Task Check_AesGcmFileLostWhileDataNeedsIt_StopsAndMakesNone()
    {
        await _test.AddAsync(draft: new SecretDraft("API_KEY", new SecretInput("v")) { Provider = SecretProviders.AesGcm });
        var path = _test.Db.Directory.File(AesGcmKeyFile.Name);
        File.Delete(path);

        var stopped = await Assert.ThrowsAsync<SecretKeysException>(() => CheckedAsync());

        Assert.Contains("Secrets:AesGcm:Keys", stopped.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    /// <summary>A second start on the same data.</summary>
    private async Task<SecretKeys> CheckedAsync(params string[] configured)
    {
        var options = new SecretsOptions();
        foreach (var key in configured)
            options.Fernet.Keys.Add(key);
        var keys = new SecretKeys(
            _test.Db.Db,
            new FernetKeyFile(_test.Db.Directory, NullLogger<FernetKeyFile>.Instance),
            new AesGcmKeyFile(_test.Db.Directory, NullLogger<AesGcmKeyFile>.Instance),
            new KeySettings(new ConfigurationBuilder().Build()),
            Options.Create(options),
            _test.Environment);
        await keys.CheckAsync(None);
        return keys;
    }
}
