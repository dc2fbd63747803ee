using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Admin.Domain.Accounts;

/// <summary>E-mail addresses as they are compared and kept.</summary>
public static class Emails
{
    /// <summary>Trims; false when the text is no plain address (a display name, white space, no host).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? email)
    {
        email = text?.Trim();
        if (email is null || email.Length is 0 or > Person.EmailMaxLength || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return false;
        return MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;
    }

    /// <summary>As Identity's own normaliser writes it.</summary>
    public static string Normalize(string email) => email.Trim().Normalize().ToUpperInvariant();
}
