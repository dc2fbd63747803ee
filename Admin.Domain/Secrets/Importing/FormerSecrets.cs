using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Secrets.Fernet;

namespace Admin.Domain.Secrets.Importing;

/// <summary>
/// Opens the former system's rows with its key. Tokens are read without an age: what was stored long ago is no less a secret.
/// Pure; neither the key nor a value is shown anywhere.
/// </summary>
internal static class FormerSecrets
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<List<ImportEntry>> Read(FormerKey? key, IReadOnlyList<FormerSecret>? items, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(key?.Reveal()))
            return SecretImportErrors.KeyRequired;
        List<FernetKey> keys = [];
        foreach (var text in key.Reveal().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!FernetKey.TryParse(text, out var parsed))
                return SecretImportErrors.KeyInvalid;
            keys.Add(parsed);
        }

        if (keys.Count == 0)
            return SecretImportErrors.KeyInvalid;
        if (items is not { Count: > 0 })
            return SecretImportErrors.ItemsRequired;
        var ring = new FernetRing(keys);
        return items.Take(SecretImportErrors.MaxEntries + 1).Select((item, i) => Read(ring, item, i, now)).ToList();
    }

    private static ImportEntry Read(FernetRing ring, FormerSecret? item, int index, DateTime now)
    {
        var position = new ImportPosition(null, index);
        if (item is null)
            return ImportEntry.Bad(position, null, SecretImportErrors.NotAnObject);
        if (item.UsageCount < 0 || item.LastUsedAt > now)
            return ImportEntry.Bad(position, item.Name, SecretImportErrors.UsageInvalid);
        if (!ring.TryDecrypt(item.GetToken().Trim(), out var content))
            return ImportEntry.Bad(position, item.Name, SecretImportErrors.TokenUnreadable);
        return new ImportEntry(position, item.Name, Value(content)) { ChatbotId = item.ChatbotId, UsageCount = item.UsageCount ?? 0, LastUsedAt = item.LastUsedAt };
    }

    /// <summary>Text where it is text, byte for byte; otherwise binary content.</summary>
    private static SecretInput Value(byte[] content)
    {
        try
        {
            var text = Strict.GetString(content);
            if (!EnvFile.HasControlCharacters(text))
                return new SecretInput(text);
        }
        catch (DecoderFallbackException)
        {
            // Binary, then.
        }

        return new SecretInput(Convert.ToBase64String(content), SecretEncoding.Base64);
    }
}
