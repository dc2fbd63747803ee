using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Infrastructure.Secrets;

/// <summary>What is asked of KMS, and what is said when it does not work; against the double.</summary>
public sealed class AwsKmsCipherTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SecretContext Context = new(OrganizationId.New(), SecretId.New(), 7);

    private readonly List<SecretsFixture> _fixtures = [];
    private AwsKmsDouble _kms = null!;
    private ISecretCipher _cipher = null!;

    public async ValueTask InitializeAsync()
    {
        _kms = await AwsKmsDouble.StartAsync();
        _cipher = await CipherAsync(_kms.Settings(), AwsKmsDouble.Credentials);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var fixture in _fixtures)
            await fixture.DisposeAsync();
        await _kms.DisposeAsync();
    }

    [Fact]
    public async Task Encrypt_EachTime_TakesADataKeyBoundToTheVersion()
    {
        var stored = await SealAsync();
        await SealAsync();

        Assert.StartsWith("arn:aws:kms:", stored.KeyId, StringComparison.Ordinal);
        Assert.Equal(2, _kms.Count("GenerateDataKey"));
        Assert.Equal($$"""{"organization":"{{Context.Organization}}","secret":"{{Context.Secret}}","version":"7"}""", _kms.Contexts.First());
    }

    [Fact]
    public async Task Decrypt_AliasMovedToANewKey_StillReads()
    {
        var old = await SealAsync();
        _kms.AddKey();

        Assert.NotEqual(old.KeyId, (await SealAsync()).KeyId);
        Assert.Equal([1, 2, 3], (await _cipher.DecryptAsync(Context, old, None)).Value);
    }

    [Fact]
    public async Task Decrypt_AnotherKeysName_IsUnreadable()
    {
        var old = await SealAsync();
        _kms.AddKey();
        var other = await SealAsync();

        Assert.Equal(SecretErrors.Unreadable, (await _cipher.DecryptAsync(Context, old with { KeyId = other.KeyId }, None)).Error);
    }

    [Theory]
    [InlineData("Disabled")]
    [InlineData("PendingDeletion")]
    public async Task Key_NotEnabled_IsNamedAsSuch(string state)
    {
        var stored = await SealAsync();
        _kms.SetState(state);

        Assert.Equal("secret_provider_key_disabled", (await _cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.Equal("secret_provider_key_disabled", (await _cipher.DecryptAsync(Context, stored, None)).Error?.Code);
        Assert.Contains(AwsKmsDouble.Alias, (await _cipher.CheckAsync(None)).Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Missing_IsNamed()
    {
        var stored = await SealAsync();
        _kms.DeleteKey();

        Assert.Equal("secret_provider_key_missing", (await _cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.Contains(stored.KeyId, (await _cipher.DecryptAsync(Context, stored, None)).Error!.Message, StringComparison.Ordinal);
        Assert.False((await _cipher.CheckAsync(None)).Healthy);
    }

    [Theory]
    [InlineData(400, "AccessDeniedException", "secret_provider_refused")]
    [InlineData(400, "ExpiredTokenException", "secret_provider_sign_in_refused")]
    [InlineData(400, "ValidationException", "secret_provider_failed")]
    [InlineData(400, "ThrottlingException", "secret_provider_throttled")]
    [InlineData(500, "KMSInternalException", "secret_provider_unreachable")]
    public async Task Encrypt_LastingFault_IsTold(int status, string type, string code)
    {
        _kms.FailNext(status, type, times: 3);

        var refused = (await _cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error!;

        Assert.Equal((code, ErrorKind.Unavailable), (refused.Code, refused.Kind));
        Assert.Contains("aws_kms", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(500, "KeyUnavailableException")]
    public async Task Decrypt_PassingFault_IsRepeated(int status, string type)
    {
        var stored = await SealAsync();
        _kms.FailNext(status, type);

        Assert.Equal([1, 2, 3], (await _cipher.DecryptAsync(Context, stored, None)).Value);
        Assert.Equal(2, _kms.Count("Decrypt"));
    }

    [Fact]
    public async Task Encrypt_Forbidden_IsNotRepeated()
    {
        _kms.FailNext(400, "AccessDeniedException");

        Assert.True((await _cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Failed);
        Assert.Equal(1, _kms.Count("GenerateDataKey"));
    }

    [Fact]
    public async Task Encrypt_UnknownCredentials_SaysSoWithoutThem()
    {
        var cipher = await CipherAsync(_kms.Settings(), new BasicAWSCredentials("AKIASOMEBODY", "wr0ng-secret"));

        var refused = (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error!;

        Assert.Equal("secret_provider_sign_in_refused", refused.Code);
        Assert.DoesNotContain("SOMEBODY", $"{refused} {_fixtures[^1].Log.Text}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypt_Unreachable_IsAnErrorThatNamesTheProvider()
    {
        var cipher = await CipherAsync(new(_kms.Settings()) { ["Secrets:AwsKms:ServiceUrl"] = Nowhere.Address }, AwsKmsDouble.Credentials);

        Assert.Equal("secret_provider_unreachable", (await cipher.EncryptAsync(Context, new byte[] { 1 }, None)).Error?.Code);
        Assert.False((await cipher.CheckAsync(None)).Healthy);
    }

    private async Task<ISecretCipher> CipherAsync(Dictionary<string, string?> settings, AWSCredentials credentials)
    {
        var fixture = await SecretsFixture.CreateAsync(s => s.AddSingleton(credentials), settings);
        _fixtures.Add(fixture);
        return fixture.Get<IEnumerable<ISecretCipher>>().Single(c => c.Provider == SecretProviders.AwsKms);
    }

    private async Task<SealedValue> SealAsync()
    {
        var stored = await _cipher.EncryptAsync(Context, new byte[] { 1, 2, 3 }, None);
        Assert.Null(stored.Error);
        return stored.Value;
    }
}
