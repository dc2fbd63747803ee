using System.Diagnostics;
using System.Text;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets;

/// <summary>A value as somebody gave it; like <see cref="SecretValue"/>, it does not show itself.</summary>
[DebuggerDisplay("[secret value]")]
public sealed class SecretInput
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _given;
    private readonly SecretEncoding _encoding;

    public SecretInput(string given, SecretEncoding encoding = SecretEncoding.Text)
    {
        _given = given;
        _encoding = encoding;
    }

    /// <summary>The value in bytes, or what is wrong with it.</summary>
    internal Result<SecretValue> Read()
    {
        if (_given.Length == 0)
            return SecretErrors.ValueEmpty;
        // A cheap bound first, so that nobody has us decode what is far too large.
        if (_given.Length > SecretValue.MaxBytes * 4 / 3 + 4)
            return SecretErrors.ValueTooLarge;
        if (!TryBytes(out var bytes))
            return _encoding == SecretEncoding.Base64 ? SecretErrors.ValueNotBase64 : SecretErrors.ValueNotText;
        if (bytes.Length == 0)
            return SecretErrors.ValueEmpty;
        return bytes.Length > SecretValue.MaxBytes ? SecretErrors.ValueTooLarge : new SecretValue(bytes, _encoding);
    }

    public override string ToString() => "[secret value]";

    private bool TryBytes(out byte[] bytes)
    {
        bytes = [];
        try
        {
            bytes = _encoding == SecretEncoding.Base64 ? Convert.FromBase64String(_given) : StrictUtf8.GetBytes(_given);
            return true;
        }
        catch (Exception e) when (e is FormatException or EncoderFallbackException)
        {
            return false;
        }
    }
}
