using System.Globalization;
using System.Security.Cryptography;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.AesGcm;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.AwsKms;

/// <summary>
/// AWS KMS: it makes a data key for each version and keeps the one that wraps it; values are sealed here and never go there.
/// KMS unwraps only under the encryption context of the very version, and the box is bound to it too.
/// </summary>
internal sealed class AwsKmsCipher(AwsKmsClient client, IOptions<SecretsOptions> options, ILogger<AwsKmsCipher> log) : ISecretCipher
{
    private const int DataKeyLength = 32;

    // What the last check found wrong: it is told when it changes, not at each check.
    private string? _lastFault;

    public string Provider => SecretProviders.AwsKms;

    public bool IsSetUp => Kms.IsSetUp;

    private AwsKmsOptions Kms => options.Value.AwsKms;

    public async Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        if (!IsSetUp)
            return SecretErrors.ProviderAway(Provider);
        var request = new GenerateDataKeyRequest { KeyId = Kms.KeyId, KeySpec = DataKeySpec.AES_256, EncryptionContext = Of(context) };
        var made = await CallAsync("GenerateDataKey", Kms.KeyId!, api => api.GenerateDataKeyAsync(request, ct), ct);
        if (made.Failed)
            return made.Error;
        var dataKey = Take(made.Value.Plaintext);
        try
        {
            return dataKey.Length == DataKeyLength && made.Value is { KeyId.Length: > 0, CiphertextBlob: { } wrapped }
                ? new SealedValue(made.Value.KeyId, DataKeyEnvelope.Seal(dataKey, wrapped.ToArray(), content.Span, context), [])
                : Told("GenerateDataKey", SecretProviderErrors.Failed(Provider));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    public async Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct)
    {
        if (!IsSetUp)
            return SecretErrors.ProviderAway(Provider);
        if (value.KeyId.Length == 0)
            return SecretErrors.KeyMissing(value.KeyId);
        if (!DataKeyEnvelope.TryReadWrappedKey(value.Ciphertext, out var wrapped))
            return SecretErrors.Unreadable;
        var unwrapped = await UnwrapAsync(context, value.KeyId, wrapped, ct);
        if (unwrapped.Failed)
            return unwrapped.Error;
        var dataKey = Take(unwrapped.Value.Plaintext);
        try
        {
            return dataKey.Length == DataKeyLength && DataKeyEnvelope.TryOpen(dataKey, value.Ciphertext, context, out var content) ? content : SecretErrors.Unreadable;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    // KMS keeps its keys.
    public IReadOnlyList<string> KeyIds => [];

    public async Task<SecretCipherHealth> CheckAsync(CancellationToken ct)
    {
        if (!IsSetUp)
            return new(null);
        var described = await DescribeAsync(Kms.KeyId!, ct);
        if (Interlocked.Exchange(ref _lastFault, described.Error?.Code) is not null && !described.Failed)
            log.LogInformation("AWS KMS answers again");
        return described.Failed ? new(null, described.Error) : new(described.Value);
    }

    public async Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct) =>
        IsSetUp ? (await DescribeAsync(keyId, ct)).Error : SecretErrors.ProviderAway(Provider);

    /// <summary>The key's ARN, which an alias stands for too, where it can be used.</summary>
    private async Task<Result<string>> DescribeAsync(string key, CancellationToken ct)
    {
        var described = await CallAsync("DescribeKey", key, api => api.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, ct), ct);
        if (described.Failed)
            return described.Error;
        if (described.Value.KeyMetadata is not { Arn.Length: > 0 } found)
            return Told("DescribeKey", SecretProviderErrors.Failed(Provider));
        return found.KeyState == KeyState.Enabled ? found.Arn : SecretProviderErrors.KeyDisabled(Provider, key);
    }

    // Named as people read them in AWS's own log of what used the key.
    private static Dictionary<string, string> Of(SecretContext context) => new(StringComparer.Ordinal)
    {
        ["organization"] = context.Organization.ToString(),
        ["secret"] = context.Secret.ToString(),
        ["version"] = context.Version.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Moves the key out of the stream, where nothing of it stays.</summary>
    private static byte[] Take(MemoryStream? stream)
    {
        if (stream is null)
            return [];
        var bytes = stream.ToArray();
        stream.Position = 0;
        stream.Write(new byte[bytes.Length]);
        return bytes;
    }

    private async Task<Result<DecryptResponse>> UnwrapAsync(SecretContext context, string keyId, byte[] wrapped, CancellationToken ct)
    {
        using var blob = new MemoryStream(wrapped);
        var request = new DecryptRequest { KeyId = keyId, CiphertextBlob = blob, EncryptionContext = Of(context) };
        var unwrapped = await CallAsync("Decrypt", keyId, api => api.DecryptAsync(request, ct), ct);
        // What KMS finds wrong with the request is what the row made of it.
        return unwrapped.Error?.Code == SecretProviderErrors.Failed(Provider).Code ? SecretErrors.Unreadable : unwrapped;
    }

    private async Task<Result<T>> CallAsync<T>(string call, string key, Func<IAmazonKeyManagementService, Task<T>> act, CancellationToken ct)
    {
        try
        {
            return await act(client.Api);
        }
        catch (Exception e) when (AwsKmsFault.IsKnown(e) && !ct.IsCancellationRequested)
        {
            return Told(call, AwsKmsFault.Of(e, key));
        }
    }

    // Without the exception: it may quote the request.
    private Error Told(string call, Error error)
    {
        if (error.Code != Volatile.Read(ref _lastFault))
            log.LogWarning("AWS KMS did not {Call}: {Code}", call, error.Code);
        return error;
    }
}
