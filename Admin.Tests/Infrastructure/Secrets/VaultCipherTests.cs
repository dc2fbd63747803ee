using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Secrets.Vault;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Secrets;

/// <summary>Signing in, renewing, repeating and what is said when it does not work; against the double.</summary>
public sealed class VaultCipherTests : IAsyncLifetime
{
    private const string LogIn = "POST /v1/auth/approle/login";
    private const string Renew = "POST /v1/auth/token/renew-self";
    private const string Encrypt = "POST /v1/transit/encrypt/admin-secrets";
    private const string Decrypt = "POST /v1/transit/decrypt/admin-secrets";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SecretContext Context = new(OrganizationId.New(), SecretId.New(), 1);

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly List<SecretsFixture> _fixtures = [];
    private VaultTransitDouble _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultTransitDouble.StartAsync(_time);

    public async ValueTask DisposeAsync()
    {
        foreach (var fixture in _fixtures)
            await fixture.DisposeAsync();
        await _vault.DisposeAsync();
    }

    [Fact]
    public async Task Encrypt_KeyId_NamesMountKeyAndVersion()
    {
        var cipher = await CipherAsync();
        var old = await SealAsync(cipher);
        _vault.AddKey("other");
        var key = _vault.AddKey();
        key.Rotate();

        Assert.Equal("vault:transit/admin-secrets:v1", old.KeyId);
        Assert.Equal("vault:transit/admin-secrets:v2", (await SealAsync(cipher)).KeyId);
    }

    [Fact]
    public async Task Decrypt_AfterRotationAndUnderOtherSettings_StillReads()
    {
        var key = _vault.AddKey();
        var old = await SealAsync(await CipherAsync());
        key.Rotate();
        _vault.AddKey("newer");

        var cipher = await CipherAsync(new(_vault.RoleSettings()) { ["Secrets:Vault:Key"] = "newer" });

        Assert.Equal([1, 2, 3], (await cipher.DecryptAsync(Context, old, None)).Value);
    }

    [Fact]
    public async Task Decrypt_VersionDisallowed_NamesTheKeyVersion()
    {
        var key = _vault.AddKey();
        var cipher = await CipherAsync();
        var old = await SealAsync(cipher);
        key.Rotate();
        key.MinDecryptionVersion = 2;

        var refused = (await cipher.DecryptAsync(Context, old, None)).Error!;

        Assert.Equal("secret_provider_key_missing", refused.Code);
        Assert.Contains("vault:transit/admin-secrets:v1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_TwoNamespaces_ShareNothing()
    {
        _vault.AddKey(inNamespace: "team/a");
        var inside = await CipherAsync(new(_vault.RoleSettings()) { ["Secrets:Vault:Namespace"] = "team/a" });
        var root = await CipherAsync();
        var stored = await SealAsync(inside);

        Assert.Equal([1, 2, 3], (await inside.DecryptAsync(Context, stored, None)).Value);
        Assert.Equal(SecretErrors.Unreadable, (await root.DecryptAsync(Context, stored, None)).Error);
    }

    [Fact]
    public async Task Token_ManyCallsAtOnce_SignInOnce()
    {
        var cipher = await CipherAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SealAsync(cipher)));

        Assert.Equal(1, _vault.Count(LogIn));
    }

    [Theory]
    [InlineData(39, 0)]
    [InlineData(40, 1)]
    public async Task Token_LeaseOfAnHour_IsRenewedAfterTwoThirds(int minutes, int renewals)
    {
        var cipher = await CipherAsync();
        await SealAsync(cipher);
        Advance(TimeSpan.FromMinutes(minutes));

        await SealAsync(cipher);

        Assert.Equal((renewals, 1), (_vault.Count(Renew), _vault.Count(LogIn)));
    }

    [Fact]
    public async Task Token_Renewed_LivesOnPastItsFirstLease()
    {
        var cipher = await CipherAsync(_vault.TokenSettings(_vault.AddToken(TimeSpan.FromHours(1))));
        await SealAsync(cipher);
        for (var i = 0; i < 3; i++)
        {
            Advance(TimeSpan.FromMinutes(45));
            await SealAsync(cipher);
        }

        Assert.Equal(3, _vault.Count(Renew));
    }

    [Fact]
    public async Task Token_NotRenewable_IsTakenAnew()
    {
        _vault.IsRenewable = false;
        var cipher = await CipherAsync();
        await SealAsync(cipher);
        Advance(TimeSpan.FromMinutes(40));

        await SealAsync(cipher);

        Assert.Equal((0, 2), (_vault.Count(Renew), _vault.Count(LogIn)));
    }

    [Fact]
    public async Task Keeper_NobodyUsesTheToken_RenewsIt()
    {
        var fixture = await FixtureAsync(_vault.TokenSettings(_vault.AddToken(TimeSpan.FromHours(1))));
        await SealAsync(Of(fixture));
        using var keeper = new VaultTokenKeeper(fixture.Get<VaultSession>(), fixture.Get<IOptions<SecretsOptions>>(), fixture.Time, NullLogger<VaultTokenKeeper>.Instance);
        Advance(TimeSpan.FromMinutes(41));

        await keeper.StartAsync(None);
        await _vault.WaitForAsync(Renew);
        await keeper.StopAsync(None);

        Assert.Equal(1, _vault.Count(Renew));
    }

    [Fact]
    public async Task Token_Revoked_IsReplacedOnceAndTheCallRepeated()
    {
        var cipher = await CipherAsync();
        var stored = await SealAsync(cipher);
        _vault.RevokeTokens();

        Assert.Equal([1, 2, 3], (await cipher.DecryptAsync(Context, stored, None)).Value);
        Assert.Equal((2, 2), (_vault.Count(LogIn), _vault.Count(Decrypt)));
    }

    [Fact]
    public async Task Denied_ByRole_SignsInOnceMoreAndSaysSo()
    {
        var cipher = await CipherAsync();
        var stored = await SealAsync(cipher);
        _vault.IsDenied = true;

        Assert.Equal("secret_provider_refused", (await cipher.DecryptAsync(Context, stored, None)).Error?.Code);
        Assert.Equal((2, 2), (_vault.Count(LogIn), _vault.Count(Decrypt)));
    }

    [Fact]
    public async Task Denied_ByGivenToken_IsNotRepeated()
    {
        var cipher = await CipherAsync(_vault.TokenSettings(_vault.AddToken()));
        var stored = await SealAsync(cipher);
        _vault.IsDenied = true;

        Assert.Equal("secret_provider_refused", (await cipher.DecryptAsync(Context, stored, None)).Error?.Code);
        Assert.Equal(1, _vault.Count(Decrypt));
    }

    [Fact]
    public async Task SignIn_WrongSecretId_SaysSo()
    {
        var cipher = await CipherAsync(new(_vault.RoleSettings()) { ["Secrets:Vault:SecretId"] = "wr0ng-secret-id" });

        var refused = (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error!;

        Assert.Equal("secret_provider_sign_in_refused", refused.Code);
        Assert.DoesNotContain("wr0ng", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", _fixtures[0].Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Work_PassingFault_IsRepeated(int status)
    {
        var cipher = await CipherAsync();
        var stored = await SealAsync(cipher);
        _vault.FailNext(status, "passing", times: 2);

        Assert.Equal([1, 2, 3], (await cipher.DecryptAsync(Context, stored, None)).Value);
        Assert.Equal(3, _vault.Count(Decrypt));
    }

    [Fact]
    public async Task Work_BadRequest_IsNeverRepeated()
    {
        var cipher = await CipherAsync();
        await SealAsync(cipher);
        _vault.FailNext(400, "invalid something");

        Assert.Equal("secret_provider_failed", (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.Equal(2, _vault.Count(Encrypt));
    }

    [Theory]
    [InlineData(429, "rate limit quota exceeded", "secret_provider_throttled")]
    [InlineData(500, "local node not active but active cluster node not found", "secret_provider_standby")]
    [InlineData(500, "internal error", "secret_provider_unreachable")]
    [InlineData(405, "unsupported operation", "secret_provider_failed")]
    public async Task Work_LastingFault_IsTold(int status, string error, string code)
    {
        var cipher = await CipherAsync();
        var stored = await SealAsync(cipher);
        _vault.FailNext(status, error, times: 4);

        Assert.Equal(code, (await cipher.DecryptAsync(Context, stored, None)).Error?.Code);
    }

    [Fact]
    public async Task Sealed_EverythingSaysSo()
    {
        var cipher = await CipherAsync();
        _vault.IsSealed = true;

        Assert.Equal("secret_provider_sealed", (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.Equal(("secret_provider_sealed", (string?)null), ((await cipher.CheckAsync(None)).Fault?.Code, (await cipher.CheckAsync(None)).KeyId));
    }

    [Fact]
    public async Task Check_AwayAndBack_IsLoggedOnceEach()
    {
        var cipher = await CipherAsync();
        _vault.IsSealed = true;
        for (var i = 0; i < 3; i++)
            Assert.NotNull((await cipher.CheckAsync(None)).Fault);
        Assert.True((await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Failed);
        _vault.IsSealed = false;
        for (var i = 0; i < 3; i++)
            Assert.Null((await cipher.CheckAsync(None)).Fault);

        Assert.Equal((1, 1), (Logged("Vault did not"), Logged("Vault answers again")));
    }

    [Fact]
    public async Task Keeper_AwayAndBack_IsLoggedOnceEach()
    {
        var fixture = await FixtureAsync(_vault.RoleSettings());
        using var logs = new LoggerFactory([fixture.Log]);
        using var keeper = new VaultTokenKeeper(fixture.Get<VaultSession>(), fixture.Get<IOptions<SecretsOptions>>(), fixture.Time, logs.CreateLogger<VaultTokenKeeper>());
        _vault.IsSealed = true;
        for (var i = 0; i < 3; i++)
            await keeper.LookAsync(None);
        _vault.IsSealed = false;
        for (var i = 0; i < 3; i++)
            await keeper.LookAsync(None);

        Assert.Equal((1, 1), (Logged("There is no token for Vault: "), Logged("There is a token for Vault again")));
    }

    [Fact]
    public async Task Standby_IsToldAndItsRedirectionNotFollowed()
    {
        var cipher = await CipherAsync();
        _vault.IsStandby = true;

        Assert.Equal("secret_provider_standby", (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
    }

    [Fact]
    public async Task Unreachable_Encrypting_IsAnErrorThatNamesTheProvider()
    {
        var cipher = await CipherAsync(new(_vault.RoleSettings()) { ["Secrets:Vault:Address"] = Nowhere.Address });

        var refused = (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error!;

        Assert.Equal(("secret_provider_unreachable", ErrorKind.Unavailable), (refused.Code, refused.Kind));
        Assert.Contains("vault", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Missing_IsNamed()
    {
        var cipher = await CipherAsync();
        var stored = await SealAsync(cipher);
        _vault.DeleteKey();

        Assert.Equal("secret_provider_key_missing", (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.Equal("secret_provider_key_missing", (await cipher.DecryptAsync(Context, stored, None)).Error?.Code);
        Assert.Contains("admin-secrets", (await cipher.CheckAsync(None)).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_NotDerived_IsNotUsed()
    {
        _vault.AddKey(derived: false);

        Assert.Equal("secret_provider_key_not_derived", (await (await CipherAsync()).EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.Equal(0, _vault.Count(Encrypt));
    }

    [Fact]
    public async Task Answer_NotVaults_IsAnError()
    {
        await using var other = await Messaging.LoopbackServer.AnswerAsync(200, "<html>welcome</html>");
        var cipher = await CipherAsync(new(_vault.TokenSettings("hvs.any")) { ["Secrets:Vault:Address"] = other.Address.ToString() });

        Assert.Equal(ErrorKind.Unavailable, (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Kind);
        Assert.Equal("secret_provider_failed", (await cipher.DecryptAsync(Context, new SealedValue("vault:transit/k:v1", [1], []), None)).Error?.Code);
    }

    [Fact]
    public async Task Create_ProviderAway_WritesNothing()
    {
        var fixture = await FixtureAsync(_vault.RoleSettings());
        _vault.IsSealed = true;

        var refused = await fixture.Service.CreateAsync(fixture.Admin, new SecretDraft("KEY", new SecretInput("v")) { Provider = SecretProviders.Vault }, None);

        Assert.Equal("secret_provider_sealed", refused.Error?.Code);
        Assert.Empty((await fixture.Service.ListAsync(fixture.Admin, new SecretFilter(), new(), None)).Value.Items);
        Assert.False((await fixture.Service.CreateAsync(fixture.Admin, new SecretDraft("KEY", new SecretInput("v")), None)).Failed);
    }

    private int Logged(string beginning) => _fixtures[0].Log.Text.Split('\n').Count(l => l.StartsWith(beginning, StringComparison.Ordinal));

    private void Advance(TimeSpan by)
    {
        _time.Advance(by);
        _fixtures.ForEach(f => f.Time.Advance(by));
    }

    private async Task<ISecretCipher> CipherAsync(Dictionary<string, string?>? settings = null) => Of(await FixtureAsync(settings ?? _vault.RoleSettings()));

    private async Task<SecretsFixture> FixtureAsync(Dictionary<string, string?> settings)
    {
        var fixture = await SecretsFixture.CreateAsync(settings: settings);
        _fixtures.Add(fixture);
        return fixture;
    }

    private static ISecretCipher Of(SecretsFixture fixture) => fixture.Get<IEnumerable<ISecretCipher>>().Single(c => c.Provider == SecretProviders.Vault);

    private static async Task<SealedValue> SealAsync(ISecretCipher cipher)
    {
        var stored = await cipher.EncryptAsync(Context, new byte[] { 1, 2, 3 }, None);
        Assert.Null(stored.Error);
        return stored.Value;
    }
}
