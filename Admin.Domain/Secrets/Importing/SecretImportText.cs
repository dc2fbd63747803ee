using System.Diagnostics;
using System.Text;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Importing;

/// <summary>A pasted text or a file's bytes, full of values: it does not show itself.</summary>
[DebuggerDisplay("[secrets]")]
public sealed class SecretImportText
{
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;

    public SecretImportText(string text) => _text = text;

    public SecretImportText(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The text without a byte order mark, or what keeps it from being one.</summary>
    internal Result<string> Read()
    {
        if ((_text?.Length ?? _bytes.Length) > MaxBytes || (_text is not null && Encoding.UTF8.GetByteCount(_text) > MaxBytes))
            return SecretImportErrors.TooLarge;
        try
        {
            // Encoding it as well finds half characters, which a string can hold and a file cannot.
            var text = Strict.GetString(_text is null ? _bytes.Span : Strict.GetBytes(_text));
            return text.TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is DecoderFallbackException or EncoderFallbackException)
        {
            return SecretImportErrors.NotUtf8;
        }
    }

    public override string ToString() => "[secrets]";
}
