using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;

namespace Admin.Tests.Infrastructure.Secrets;

/// <summary>What every provider must do, whatever stands behind it.</summary>
public abstract class SecretCipherContract : IAsyncLifetime
{
    private const string Canary = "canary-91c7e2";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly SecretContext Context = new(OrganizationId.New(), SecretId.New(), 1);

    private SecretsFixture _test = null!;

    protected abstract string Provider { get; }

    private ISecretCipher Cipher => Of(_test);

    /// <summary>Must stand in no log: the provider's own credentials.</summary>
    protected virtual IReadOnlyList<string> Credentials => [];

    /// <summary>What is answered to a ciphertext that was changed or does not belong here.</summary>
    protected virtual IReadOnlyList<string> UnreadableCodes => [SecretErrors.Unreadable.Code];

    public virtual async ValueTask InitializeAsync() => _test = await MakeAsync();

    public virtual ValueTask DisposeAsync() => _test?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(SecretValue.MaxBytes)]
    public async Task Decrypt_OwnCiphertext_GivesTheContent(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        var stored = await EncryptAsync(content);

        Assert.Equal(content, (await Cipher.DecryptAsync(Context, stored, None)).Value);
        Assert.InRange(stored.KeyId.Length, 1, SecretVersion.KeyIdMaxLength);
        Assert.InRange(stored.Binding.Length, 0, SecretVersion.BindingMaxLength);
    }

    [Fact]
    public async Task Encrypt_TheSameTwice_GivesDifferentCiphertexts()
    {
        var one = await EncryptAsync();
        var two = await EncryptAsync();

        Assert.NotEqual(one.Ciphertext, two.Ciphertext);
        Assert.DoesNotContain(Canary, Encoding.Latin1.GetString(one.Ciphertext), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decrypt_AnotherOrganizationSecretOrVersion_IsRefused()
    {
        var stored = await EncryptAsync();

        await AssertUnreadableAsync(Context with { Organization = OrganizationId.New() }, stored, "organization");
        await AssertUnreadableAsync(Context with { Secret = SecretId.New() }, stored, "secret");
        await AssertUnreadableAsync(Context with { Version = 2 }, stored, "version");
    }

    [Fact]
    public async Task Decrypt_AnyByteChanged_IsRefused()
    {
        var stored = await EncryptAsync();

        for (var i = 0; i < stored.Ciphertext.Length; i++)
            await AssertUnreadableAsync(Context, stored with { Ciphertext = Flipped(stored.Ciphertext, i) }, $"ciphertext {i}");
        for (var i = 0; i < stored.Binding.Length; i++)
            await AssertUnreadableAsync(Context, stored with { Binding = Flipped(stored.Binding, i) }, $"binding {i}");
    }

    [Fact]
    public async Task Decrypt_CutOff_IsRefused()
    {
        var stored = await EncryptAsync();

        for (var length = 0; length < stored.Ciphertext.Length; length += 7)
            await AssertUnreadableAsync(Context, stored with { Ciphertext = stored.Ciphertext[..length] }, $"length {length}");
    }

    [Theory]
    [InlineData("feedfeedfeedfeed")]
    [InlineData("")]
    [InlineData("vault:../../sys/raw/x:v1")]
    public async Task Decrypt_KeyThatIsNotThere_IsAnErrorThatSaysSo(string keyId)
    {
        var stored = await EncryptAsync();

        AssertRefused(await Cipher.DecryptAsync(Context, stored with { KeyId = keyId }, None), ErrorKind.Unavailable, keyId);
    }

    [Fact]
    public async Task Decrypt_KeysOutOfReach_IsAnErrorAndNoException()
    {
        var stored = await EncryptAsync();
        await using var away = await MakeAwayAsync();

        AssertRefused(await Of(away).DecryptAsync(Context, stored, None), ErrorKind.Unavailable, "away");
        AssertSaysNothing(away.Log.Text);
    }

    [Fact]
    public async Task Log_AfterWorkAndRefusals_HoldsNeitherValueNorCredentials()
    {
        var stored = await EncryptAsync();
        await Cipher.DecryptAsync(Context, stored, None);
        await Cipher.DecryptAsync(Context with { Version = 2 }, stored, None);
        await Cipher.CheckAsync(None);

        Assert.NotEmpty(_test.Log.Text);
        AssertSaysNothing(_test.Log.Text);
    }

    [Fact]
    public async Task Check_AllAtHand_IsHealthyAndOffered()
    {
        Assert.Null((await Cipher.CheckAsync(None)).Fault);
        Assert.Contains(Provider, _test.Get<SecretCiphers>().Providers);
    }

    [Fact]
    public async Task Check_BeforeEncrypting_NamesTheKeyThatEncryptsThen()
    {
        var health = await Cipher.CheckAsync(None);

        Assert.Equal((await EncryptAsync()).KeyId, health.KeyId);
    }

    [Fact]
    public async Task KeyFault_KeysAtHandAndOthers_IsToldApart()
    {
        var stored = await EncryptAsync();

        Assert.Null(await Cipher.KeyFaultAsync(stored.KeyId, None));
        Assert.Equal(ErrorKind.Unavailable, (await Cipher.KeyFaultAsync("feedfeedfeedfeed", None))?.Kind);
        if (Cipher.KeyIds.Count > 0)
            Assert.Equal(stored.KeyId, Cipher.KeyIds[0]);
    }

    [Fact]
    public async Task Service_CreateRotateRollBackReveal_Works()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("KEY", new SecretInput("one")) { Provider = Provider });
        await _test.Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("two")), null, None);

        var rolledBack = await _test.Service.RollBackAsync(_test.Admin, secret.Id, 1, null, null, None);

        Assert.Equal((Provider, 3), (rolledBack.Value.Provider, rolledBack.Value.Version));
        Assert.Equal("one", (await _test.Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value.GetText());
    }

    private protected abstract Task<SecretsFixture> MakeAsync();

    /// <summary>The same provider where what it needs cannot be reached.</summary>
    private protected abstract Task<SecretsFixture> MakeAwayAsync();

    private ISecretCipher Of(SecretsFixture fixture) => fixture.Get<IEnumerable<ISecretCipher>>().Single(c => c.Provider == Provider);

    private async Task<SealedValue> EncryptAsync(byte[]? content = null)
    {
        var stored = await Cipher.EncryptAsync(Context, content ?? Encoding.UTF8.GetBytes(Canary), None);
        Assert.Null(stored.Error);
        return stored.Value;
    }

    private async Task AssertUnreadableAsync(SecretContext context, SealedValue stored, string what)
    {
        var refused = await Cipher.DecryptAsync(context, stored, None);
        Assert.True(refused.Error is { } error && UnreadableCodes.Contains(error.Code), $"{what}: {refused.Error?.Code ?? "decrypted"}");
    }

    private void AssertRefused(Result<byte[]> result, ErrorKind kind, string what)
    {
        Assert.True(result.Failed, what);
        Assert.Equal(kind, result.Error.Kind);
        AssertSaysNothing($"{result.Error} {string.Join(' ', result.Error.Args)}");
    }

    private void AssertSaysNothing(string text) =>
        Assert.All([Canary, Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)), .. Credentials], hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));

    private static byte[] Flipped(byte[] bytes, int index)
    {
        byte[] changed = [.. bytes];
        changed[index] ^= 1;
        return changed;
    }
}
