using System.Diagnostics;
using System.Text;

namespace Admin.Domain.Secrets;

/// <summary>
/// A value in the clear. It has no properties and prints as a placeholder, so that neither a log, an exception nor a serializer
/// can carry it by accident.
/// </summary>
[DebuggerDisplay("[secret value]")]
public sealed class SecretValue
{
    public const int MaxBytes = 1024 * 1024;

    private readonly byte[] _bytes;
    private readonly SecretEncoding _encoding;

    internal SecretValue(byte[] bytes, SecretEncoding encoding)
    {
        _bytes = bytes;
        _encoding = encoding;
    }

    public SecretEncoding GetEncoding() => _encoding;

    public ReadOnlyMemory<byte> GetBytes() => _bytes;

    /// <summary>The text as it was given: base64 for binary content.</summary>
    public string GetText() => _encoding == SecretEncoding.Base64 ? Convert.ToBase64String(_bytes) : Encoding.UTF8.GetString(_bytes);

    public override string ToString() => "[secret value]";
}
