using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Secrets;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>What Vault answered, or that it did not. May hold a value in the clear, which is wiped in the end.</summary>
internal sealed class VaultAnswer : IDisposable
{
    private readonly byte[] _bytes;
    private readonly JsonDocument? _body;

    public VaultAnswer(int status, byte[] bytes)
    {
        Status = status;
        _bytes = bytes;
        _body = Parse(bytes);
    }

    public static VaultAnswer None => new(0, []);

    /// <summary>0: there was no answer.</summary>
    public int Status { get; }

    public bool IsDone => Status is >= 200 and < 300;

    private string Message => _body?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
        ? string.Join("; ", errors.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()))
        : "";

    /// <summary>A field of <c>data</c> or <c>auth</c>.</summary>
    public bool TryGet(string part, string name, out JsonElement value)
    {
        value = default;
        return _body?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(part, out var fields)
            && fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(name, out value);
    }

    public bool TryGetText(string part, string name, [NotNullWhen(true)] out string? text)
    {
        text = TryGet(part, name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is not null;
    }

    public bool TryGetBytes(string part, string name, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        return TryGet(part, name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out bytes);
    }

    public bool TryGetNumber(string part, string name, out int number)
    {
        number = 0;
        return TryGet(part, name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number);
    }

    public int Seconds(string part, string name) => TryGetNumber(part, name, out var seconds) ? seconds : 0;

    public bool Is(string part, string name) => TryGet(part, name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>What an answer that is not the wanted one means for a call that uses this key.</summary>
    public Error Fault(string key) => Status switch
    {
        0 or 412 => SecretProviderErrors.Unreachable(SecretProviders.Vault),
        403 => SecretProviderErrors.Refused(SecretProviders.Vault, key),
        // Of a mount that does not exist too.
        404 => SecretProviderErrors.KeyMissing(SecretProviders.Vault, key),
        400 when Says("key not found") || Says("version is too new") || Says("disallowed by policy (too old)") => SecretProviderErrors.KeyMissing(SecretProviders.Vault, key),
        429 => SecretProviderErrors.Throttled(SecretProviders.Vault),
        503 when Says("sealed") => SecretProviderErrors.Sealed(SecretProviders.Vault),
        // Not followed: the token would go to an address that nobody configured.
        >= 300 and < 400 => SecretProviderErrors.Standby(SecretProviders.Vault),
        500 when Says("node not active") => SecretProviderErrors.Standby(SecretProviders.Vault),
        >= 500 => SecretProviderErrors.Unreachable(SecretProviders.Vault),
        _ => SecretProviderErrors.Failed(SecretProviders.Vault),
    };

    /// <summary>The same of a decryption, where a refused ciphertext is one that was changed or belongs elsewhere.</summary>
    public Error DecryptFault(string key) =>
        Fault(key) is var fault && Status == 400 && fault.Code == SecretProviderErrors.Failed(SecretProviders.Vault).Code
        && (Says("message authentication failed") || Says("invalid ciphertext")) ? SecretErrors.Unreadable : fault;

    public void Dispose()
    {
        _body?.Dispose();
        CryptographicOperations.ZeroMemory(_bytes);
    }

    private static JsonDocument? Parse(byte[] bytes)
    {
        try
        {
            return bytes.Length > 0 ? JsonDocument.Parse(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool Says(string text) => Message.Contains(text, StringComparison.Ordinal);
}
