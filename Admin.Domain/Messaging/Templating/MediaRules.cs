using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Templating;

/// <summary>Which files a media header takes, by their first bytes as well as by what they are called, and how large.</summary>
public static class MediaRules
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>The largest of all.</summary>
    public const int MaxBytes = 16 * Megabyte;

    private static readonly (ParameterKind Kind, string Name, string ContentType, int Offset, byte[] Begin)[] Types =
    [
        (ParameterKind.Image, "JPEG", "image/jpeg", 0, [0xFF, 0xD8, 0xFF]),
        (ParameterKind.Image, "PNG", "image/png", 0, [0x89, (byte)'P', (byte)'N', (byte)'G']),
        (ParameterKind.Video, "MP4", "video/mp4", 4, "ftyp"u8.ToArray()),
        (ParameterKind.Video, "3GP", "video/3gpp", 4, "ftyp3g"u8.ToArray()),
        (ParameterKind.Document, "PDF", "application/pdf", 0, "%PDF-"u8.ToArray()),
    ];

    /// <summary>WhatsApp takes larger documents; more than this is not held in memory here.</summary>
    public static int MaxBytesOf(ParameterKind kind) => kind == ParameterKind.Image ? 5 * Megabyte : MaxBytes;

    /// <summary>For a file chooser: <c>image/jpeg,image/png</c>.</summary>
    public static string TypesOf(ParameterKind kind) => string.Join(',', Types.Where(t => t.Kind == kind).Select(t => t.ContentType));

    /// <summary>The same for people: <c>JPEG, PNG</c>.</summary>
    public static string NamesOf(ParameterKind kind) => string.Join(", ", Types.Where(t => t.Kind == kind).Select(t => t.Name));

    /// <summary>The kind of header that a file is for.</summary>
    public static Result<ParameterKind> KindOf(string? contentType, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
            return TemplateErrors.MediaEmpty;
        var type = contentType?.Split(';')[0].Trim();
        foreach (var known in Types)
        {
            if (!string.Equals(known.ContentType, type, StringComparison.OrdinalIgnoreCase) || bytes.Length < known.Offset || !bytes[known.Offset..].StartsWith(known.Begin))
                continue;
            return bytes.Length <= MaxBytesOf(known.Kind) ? known.Kind : TemplateErrors.MediaTooLarge(MaxBytesOf(known.Kind) / Megabyte);
        }

        return TemplateErrors.MediaTypeRefused("JPEG, PNG, MP4, 3GP, PDF");
    }
}
