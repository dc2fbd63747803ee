using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Secrets;

public sealed class SecretRollBackTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    private SecretService Service => _test.Service;

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData(SecretProviders.Fernet)]
    [InlineData(SecretProviders.AesGcm)]
    public async Task RollBack_ToAnEarlierVersion_MakesItsValueANewVersion(string provider)
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("API_KEY", new SecretInput("first")) { Provider = provider });
        await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("second")), null, None);

        var back = await Service.RollBackAsync(_test.Admin, secret.Id, 1, "second was wrong", null, None);

        Assert.Equal(3, back.Value.Version);
        Assert.Equal("first", (await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value.GetText());
        var versions = (await Service.VersionsAsync(_test.Admin, secret.Id, None)).Value;
        Assert.Equal([SecretVersionState.Current, SecretVersionState.Previous, SecretVersionState.Old], versions.Select(v => v.State));
        Assert.Equal("second was wrong", versions[0].Note);
        var act = (await _test.AuditAsync())[^1];
        Assert.Equal("secret.rolled_back", act.Action);
        Assert.Contains("\"from\":\"1\"", act.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RollBack_ABinaryValue_StaysBinary()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("CERT", new SecretInput("AP8=", SecretEncoding.Base64)));
        await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("text")), null, None);

        await Service.RollBackAsync(_test.Admin, secret.Id, 1, null, null, None);

        var value = (await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value;
        Assert.Equal(SecretEncoding.Base64, value.GetEncoding());
        Assert.Equal([0, 255], value.GetBytes().ToArray());
    }

    [Fact]
    public async Task RollBack_UnknownCurrentOrStale_IsRefusedAndChangesNothing()
    {
        var secret = await _test.AddAsync();

        Assert.Equal(SecretErrors.VersionNotFound, (await Service.RollBackAsync(_test.Admin, secret.Id, 7, null, null, None)).Error);
        Assert.Equal(SecretErrors.VersionCurrent, (await Service.RollBackAsync(_test.Admin, secret.Id, 1, null, null, None)).Error);
        await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("second")), null, None);
        Assert.Equal(SecretErrors.Changed, (await Service.RollBackAsync(_test.Admin, secret.Id, 1, null, secret.Stamp, None)).Error);
        Assert.Equal(2, (await Service.GetAsync(_test.Admin, secret.Id, None)).Value.Version);
    }

    [Fact]
    public async Task RollBack_ToAVersionChangedByHand_IsRefusedAndAudited()
    {
        var secret = await _test.AddAsync();
        await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("second")), null, None);
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET Number = 9 WHERE Number = 1");

        Assert.Equal(SecretErrors.Unreadable, (await Service.RollBackAsync(_test.Admin, secret.Id, 9, null, null, None)).Error);
        Assert.Equal("secret.read_failed", (await _test.AuditAsync())[^1].Action);
        await using var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id));
        Assert.Equal(2, await db.Set<SecretVersion>().CountAsync());
    }
}
