using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Infrastructure.Secrets;

/// <summary>
/// The same contract against moto, whose KMS others wrote. It differs from AWS in one answer: a blob that names another key is
/// <c>AccessDenied</c> instead of <c>IncorrectKey</c> or <c>InvalidCiphertext</c>.
/// </summary>
public sealed class AwsKmsMotoContractTests : SecretCipherContract
{
    private MotoServer _moto = null!;

    protected override string Provider => SecretProviders.AwsKms;

    protected override IReadOnlyList<string> Credentials => [AwsKmsDouble.SecretKey, AwsKmsDouble.AccessKey];

    protected override IReadOnlyList<string> UnreadableCodes => [SecretErrors.Unreadable.Code, "secret_provider_refused"];

    public override async ValueTask InitializeAsync()
    {
        _moto = await MotoServer.CreateAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _moto?.Dispose();
    }

    private protected override Task<SecretsFixture> MakeAsync() => SecretsFixture.CreateAsync(s => s.AddSingleton(AwsKmsDouble.Credentials), _moto.Settings());

    private protected override Task<SecretsFixture> MakeAwayAsync() => SecretsFixture.CreateAsync(
        s => s.AddSingleton(AwsKmsDouble.Credentials),
        new Dictionary<string, string?>(_moto.Settings()) { ["Secrets:AwsKms:ServiceUrl"] = Nowhere.Address });
}

/// <summary>
/// Key states against moto. It tells them (DescribeKey) but does not heed them: unlike AWS it goes on encrypting and decrypting
/// with a key that is disabled or pending deletion, so that only the check can be tried here; the rest is tried against the double.
/// </summary>
public sealed class AwsKmsMotoTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SecretContext Context = new(OrganizationId.New(), SecretId.New(), 7);

    private MotoServer _moto = null!;
    private SecretsFixture _test = null!;

    private ISecretCipher Cipher => _test.Get<IEnumerable<ISecretCipher>>().Single(c => c.Provider == SecretProviders.AwsKms);

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoServer.CreateAsync();
        _test = await FixtureAsync(_moto.Settings());
    }

    public async ValueTask DisposeAsync()
    {
        if (_test is not null)
            await _test.DisposeAsync();
        _moto?.Dispose();
    }

    [Fact]
    public async Task Check_Alias_NamesTheKeyBehindIt()
    {
        Assert.Equal(_moto.Arn, (await Cipher.CheckAsync(None)).KeyId);
        await _moto.AddKeyAsync();
        Assert.Equal(_moto.Arn, (await Cipher.CheckAsync(None)).KeyId);
    }

    [Fact]
    public async Task Check_DisabledKey_SaysSo()
    {
        await _moto.DisableAsync();

        Assert.Equal("secret_provider_key_disabled", (await Cipher.CheckAsync(None)).Fault?.Code);
        Assert.Equal("secret_provider_key_disabled", (await Cipher.KeyFaultAsync(_moto.Arn, None))?.Code);
    }

    [Fact]
    public async Task Check_KeyPendingDeletion_SaysSo()
    {
        await _moto.DeleteAsync();

        Assert.Equal("secret_provider_key_disabled", (await Cipher.CheckAsync(None)).Fault?.Code);
    }

    [Fact]
    public async Task Key_Missing_IsNamed()
    {
        await using var other = await FixtureAsync(_moto.Settings("alias/nobody-made-this"));
        var cipher = other.Get<IEnumerable<ISecretCipher>>().Single(c => c.Provider == SecretProviders.AwsKms);

        Assert.Equal("secret_provider_key_missing", (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.Equal("secret_provider_key_missing", (await cipher.CheckAsync(None)).Fault?.Code);
    }

    [Fact]
    public async Task Decrypt_AnotherContext_IsUnreadable()
    {
        var stored = (await Cipher.EncryptAsync(Context, new byte[] { 1, 2, 3 }, None)).Value;

        Assert.Equal(SecretErrors.Unreadable, (await Cipher.DecryptAsync(Context with { Version = 8 }, stored, None)).Error);
        Assert.Equal([1, 2, 3], (await Cipher.DecryptAsync(Context, stored, None)).Value);
    }

    [Fact]
    public async Task Decrypt_AliasMovedToANewKey_StillReads()
    {
        var old = (await Cipher.EncryptAsync(Context, new byte[] { 1, 2, 3 }, None)).Value;
        await _moto.AddKeyAsync();

        Assert.Equal(_moto.Arn, (await Cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Value.KeyId);
        Assert.Equal([1, 2, 3], (await Cipher.DecryptAsync(Context, old, None)).Value);
        Assert.Equal(ErrorKind.Unavailable, (await Cipher.DecryptAsync(Context, old with { KeyId = _moto.Arn }, None)).Error?.Kind);
    }

    private static Task<SecretsFixture> FixtureAsync(Dictionary<string, string?> settings) => SecretsFixture.CreateAsync(s => s.AddSingleton(AwsKmsDouble.Credentials), settings);
}
