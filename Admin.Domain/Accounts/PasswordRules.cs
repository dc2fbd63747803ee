using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

/// <summary>Length over composition: long passwords without a zoo of characters, but none that guess themselves.</summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    private const int MinDistinctCharacters = 5;
    private const int MinTellingLength = 4;

    /// <summary>What is wrong with the password; null when nothing is.</summary>
    public static Error? Check(string? password, string email)
    {
        if (password is null || password.Length < MinLength)
            return AccountErrors.PasswordTooShort;
        if (password.Length > MaxLength)
            return AccountErrors.PasswordTooLong;
        if (password.Distinct().Count() < MinDistinctCharacters || Contains(password, email))
            return AccountErrors.PasswordTooSimple;
        return null;
    }

    private static bool Contains(string password, string email)
    {
        var local = email.Split('@')[0];
        return local.Length >= MinTellingLength
            && password.Contains(local, StringComparison.OrdinalIgnoreCase)
            && password.Length - local.Length < MinLength;
    }
}
