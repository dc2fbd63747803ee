using System.Globalization;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Exporting;

/// <summary>Names as CSV; nothing in it can become a formula in a spreadsheet.</summary>
public static class SecretNamesCsv
{
    private static readonly string Header = CsvField.Line(
        "name", "kind", "chatbot", "visibility", "provider", "description", "tags", "version", "owner", "usage_count", "last_used_at", "expires_at", "created_at", "updated_at", "id");

    public static string Write(IReadOnlyList<SecretListing> secrets) => Header + string.Concat(secrets.Select(Line));

    private static string Line(SecretListing listing)
    {
        var s = listing.Secret;
        return CsvField.Line(
            s.Name,
            SnakeCase.Of(s.Kind),
            listing.ChatbotName,
            SnakeCase.Of(s.Visibility),
            s.Provider,
            s.Description,
            string.Join("; ", s.Tags),
            s.Version.ToString(CultureInfo.InvariantCulture),
            listing.OwnerName,
            s.UsageCount.ToString(CultureInfo.InvariantCulture),
            Time(s.LastUsedAt),
            Time(s.ExpiresAt),
            Time(s.CreatedAt),
            Time(s.UpdatedAt),
            s.Id.ToString());
    }

    private static string Time(DateTime? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
