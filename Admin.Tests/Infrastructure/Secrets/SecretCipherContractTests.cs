using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Secrets;

public sealed class FernetContractTests : SecretCipherContract
{
    protected override string Provider => SecretProviders.Fernet;

    private protected override Task<SecretsFixture> MakeAsync() => SecretsFixture.CreateAsync();

    // Another data directory has other keys.
    private protected override Task<SecretsFixture> MakeAwayAsync() => SecretsFixture.CreateAsync();
}

public sealed class AesGcmContractTests : SecretCipherContract
{
    protected override string Provider => SecretProviders.AesGcm;

    private protected override Task<SecretsFixture> MakeAsync() => SecretsFixture.CreateAsync();

    private protected override Task<SecretsFixture> MakeAwayAsync() => SecretsFixture.CreateAsync();
}

/// <summary>Against the double.</summary>
public sealed class VaultContractTests : SecretCipherContract
{
    private VaultTransitDouble _vault = null!;

    protected override string Provider => SecretProviders.Vault;

    protected override IReadOnlyList<string> Credentials => [VaultTransitDouble.SecretId, "hvs."];

    public override async ValueTask InitializeAsync()
    {
        _vault = await VaultTransitDouble.StartAsync(new FakeTimeProvider(Times.Start));
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _vault.DisposeAsync();
    }

    private protected override Task<SecretsFixture> MakeAsync() => SecretsFixture.CreateAsync(settings: _vault.RoleSettings());

    private protected override Task<SecretsFixture> MakeAwayAsync() =>
        SecretsFixture.CreateAsync(settings: new Dictionary<string, string?>(_vault.RoleSettings()) { ["Secrets:Vault:Address"] = Nowhere.Address });
}

/// <summary>Against the double.</summary>
public sealed class AwsKmsContractTests : SecretCipherContract
{
    private AwsKmsDouble _kms = null!;

    protected override string Provider => SecretProviders.AwsKms;

    protected override IReadOnlyList<string> Credentials => [AwsKmsDouble.SecretKey, AwsKmsDouble.AccessKey];

    public override async ValueTask InitializeAsync()
    {
        _kms = await AwsKmsDouble.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _kms.DisposeAsync();
    }

    private protected override Task<SecretsFixture> MakeAsync() => SecretsFixture.CreateAsync(s => s.AddSingleton(AwsKmsDouble.Credentials), _kms.Settings());

    private protected override Task<SecretsFixture> MakeAwayAsync() => SecretsFixture.CreateAsync(
        s => s.AddSingleton(AwsKmsDouble.Credentials),
        new Dictionary<string, string?>(_kms.Settings()) { ["Secrets:AwsKms:ServiceUrl"] = Nowhere.Address });
}
