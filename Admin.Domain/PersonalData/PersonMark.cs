using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.PersonalData;

/// <summary>
/// A keyed hash in the place of a phone: a tilde and 15 characters of base64url, 90 bits. It sorts behind every phone, which begins
/// with a plus sign, so that they come last in the order of an index, in SQLite and in SQL Server.
/// </summary>
public static class PersonMark
{
    public const string First = "~";

    /// <summary>What a LIKE finds all of them with.</summary>
    public const string Pattern = First + "%";

    public const int Length = Contact.PhoneMaxLength;

    public static bool Is(string text) => text.StartsWith(First, StringComparison.Ordinal);
}
