using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Providers;
using Admin.Tests.Domain.Secrets.ReEncrypting;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Tests.Domain.Secrets.Providers;

public sealed class ProviderHealthTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Listener _listener = new();
    private SecretsFixture _test = null!;
    private VaultTransitDouble _vault = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await SecretsFixture.CreateAsync();
        _vault = await VaultTransitDouble.StartAsync(_test.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task States_AllWell_NameWhatIsSetUpAndItsKey()
    {
        await using var node = await NodeAsync();

        var states = await node.Get<ProviderHealth>().StatesAsync(None);

        Assert.Equal([SecretProviders.AesGcm, SecretProviders.Fernet, SecretProviders.Vault], states.Select(s => s.Provider));
        Assert.All(states, s => Assert.False(s.IsFailing));
        Assert.Equal((_test.Keys.Fernet.First.Id, "vault:transit/admin-secrets:v1"), (states[1].KeyId, states[2].KeyId));
        Assert.Empty(_listener.Told);
    }

    [Fact]
    public async Task Check_ProviderFailsAndRecovers_TellsEachOnce()
    {
        await using var node = await NodeAsync();
        var health = node.Get<ProviderHealth>();
        await health.CheckAsync(None);
        var wentAway = _test.Time.GetUtcNow().UtcDateTime + ProviderHealth.Interval;

        _vault.IsSealed = true;
        await AgainAsync(health);
        await AgainAsync(health);
        var failing = (await health.StatesAsync(None)).Single(s => s.Provider == SecretProviders.Vault);
        _vault.IsSealed = false;
        await AgainAsync(health);

        Assert.Equal(("secret_provider_sealed", wentAway, wentAway + ProviderHealth.Interval), (failing.Fault?.Code, failing.FailingSince, failing.CheckedAt));
        Assert.Equal([("vault", "secret_provider_sealed"), ("vault", null)], _listener.Told);
        Assert.Null((await health.StatesAsync(None)).Single(s => s.Provider == SecretProviders.Vault).FailingSince);
    }

    [Fact]
    public async Task Check_ProviderFails_IsToldToTheOrganizationsThatNeedIt()
    {
        await using var node = await NodeAsync();
        await node.Get<SecretService>().CreateAsync(_test.Admin, new SecretDraft("IN_VAULT", new SecretInput("v")) { Provider = SecretProviders.Vault }, None);
        await node.Get<SecretService>().CreateAsync(_test.Outsider, new SecretDraft("LOCAL", new SecretInput("v")), None);
        var health = node.Get<ProviderHealth>();
        await health.CheckAsync(None);

        _vault.IsSealed = true;
        await AgainAsync(health);
        await AgainAsync(health);

        await using var db = await _test.Db.OpenAsync(TenantScope.All("what was told"));
        var told = Assert.Single(await db.Set<Notice>().ToListAsync(None));
        Assert.Equal((_test.Acme.Id, "provider.failing", "vault"), (told.OrganizationId, told.Kind, told.SubjectId));
        Assert.Contains("secret_provider_sealed", told.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AskedOften_AsksTheProviderOnceInAWhile()
    {
        await using var node = await NodeAsync();
        var health = node.Get<ProviderHealth>();

        for (var i = 0; i < 5; i++)
        {
            await health.CheckAsync(None);
            await health.StatesAsync(None);
        }

        Assert.Equal(1, _vault.Requests.Count(r => r.Contains("keys/admin-secrets", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task States_ProviderThatHangs_AnswerInTime()
    {
        await using var node = await ReEncryptionNode.StartAsync(_test, more: s => s.AddSingleton<ISecretCipher, HangingCipher>());
        var health = node.Get<ProviderHealth>();
        var asked = health.StatesAsync(None);

        await HangingCipher.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30), None);
        _test.Time.Advance(ProviderHealth.Patience);

        var hanging = (await asked).Single(s => s.Provider == "hanging");
        Assert.Equal("secret_provider_unreachable", hanging.Fault?.Code);
        Assert.False((await health.StatesAsync(None)).Single(s => s.Provider == SecretProviders.Fernet).IsFailing);
    }

    [Fact]
    public async Task States_ProviderOfStoredValuesNoLongerSetUp_Fails()
    {
        await using (var before = await NodeAsync())
            await before.Get<SecretService>().CreateAsync(_test.Admin, new SecretDraft("KEY", new SecretInput("v")) { Provider = SecretProviders.Vault }, None);
        await using var node = await ReEncryptionNode.StartAsync(_test);

        var states = await node.Get<ProviderHealth>().StatesAsync(None);

        var vault = states.Single(s => s.Provider == SecretProviders.Vault);
        Assert.Equal((false, "secret_provider_away"), (vault.IsSetUp, vault.Fault?.Code));
        Assert.DoesNotContain(states, s => s.Provider == SecretProviders.AwsKms);
    }

    [Fact]
    public async Task List_WithoutThePermission_IsForbidden()
    {
        await using var node = await NodeAsync();

        Assert.Equal("forbidden", (await node.Get<ProviderHealth>().ListAsync(_test.Support, None)).Error?.Code);
        Assert.Equal(3, (await node.Get<ProviderHealth>().ListAsync(_test.Admin, None)).Value.Count);
    }

    [Fact]
    public async Task HealthChecks_VaultAway_OnlyItsOwnIsDegraded()
    {
        await using var node = await NodeAsync();
        _vault.IsSealed = true;

        var report = await node.Get<HealthCheckService>().CheckHealthAsync(c => c.Name.StartsWith("secret", StringComparison.Ordinal), None);

        Assert.Equal(["secret_keys", "secrets_aes_gcm", "secrets_aws_kms", "secrets_fernet", "secrets_vault"], report.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(report.Entries, e => Assert.Equal(e.Key == "secrets_vault" ? HealthStatus.Degraded : HealthStatus.Healthy, e.Value.Status));
        Assert.Contains("secret_provider_sealed", report.Entries["secrets_vault"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthChecks_LocalKeyMissing_IsStillUnhealthy()
    {
        await _test.AddAsync();
        await using var node = await NodeAsync();
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET KeyId = 'feedfeedfeedfeed'");

        var report = await node.Get<HealthCheckService>().CheckHealthAsync(c => c.Name.StartsWith("secret", StringComparison.Ordinal), None);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Degraded), (report.Entries["secret_keys"].Status, report.Entries["secrets_fernet"].Status));
    }

    private async Task AgainAsync(ProviderHealth health)
    {
        _test.Time.Advance(ProviderHealth.Interval);
        await health.CheckAsync(None);
    }

    private Task<ReEncryptionNode> NodeAsync() => ReEncryptionNode.StartAsync(_test, _vault.RoleSettings(), s => s.AddSingleton<IProviderHealthListener>(_listener));

    private sealed class Listener : IProviderHealthListener
    {
        public List<(string Provider, string? Code)> Told { get; } = [];

        public Task ChangedAsync(ProviderState now, CancellationToken ct)
        {
            Told.Add((now.Provider, now.Fault?.Code));
            return Task.CompletedTask;
        }
    }

    /// <summary>Does not answer, and does not heed its token either.</summary>
    private sealed class HangingCipher : ISecretCipher
    {
        public static TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Provider => "hanging";

        public bool IsSetUp => true;

        public IReadOnlyList<string> KeyIds => [];

        public Task<SecretCipherHealth> CheckAsync(CancellationToken ct)
        {
            Reached.TrySetResult();
            return new TaskCompletionSource<SecretCipherHealth>().Task;
        }

        public Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct) => throw new NotSupportedException();

        public Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct) => throw new NotSupportedException();

        public Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct) => throw new NotSupportedException();
    }
}
