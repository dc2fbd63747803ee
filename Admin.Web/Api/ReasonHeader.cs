using System.Text;
using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>The header X-Reason: percent-encoded UTF-8, because headers carry no other characters safely.</summary>
internal static class ReasonHeader
{
    public const string Name = "X-Reason";
    public const int MinLength = 3;
    public const int MaxLength = 500;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when the header is absent; an error when it is there and cannot be used.</summary>
    public static Result<string?> Read(HttpRequest request)
    {
        var raw = request.Headers[Name].ToString();
        if (raw.Length == 0)
            return (string?)null;
        var reason = Decode(raw)?.Trim();
        return reason is { Length: >= MinLength and <= MaxLength } && !reason.Any(char.IsControl) ? reason : ApiErrors.ReasonInvalid;
    }

    private static string? Decode(string raw)
    {
        var bytes = new List<byte>(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '%')
                bytes.AddRange(Encoding.UTF8.GetBytes(raw, i, 1));
            else if (i + 2 < raw.Length && byte.TryParse(raw.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var value))
                (i, _) = (i + 2, Add(bytes, value));
            else
                return null;
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool Add(List<byte> bytes, byte value)
    {
        bytes.Add(value);
        return true;
    }
}
