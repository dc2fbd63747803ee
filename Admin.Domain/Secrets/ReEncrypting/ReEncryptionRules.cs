using Admin.Domain.Common;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>What an error that met a run means for it.</summary>
internal static class ReEncryptionRules
{
    /// <summary>
    /// Whether this very version cannot be read, now or later, so that the run leaves it and goes on. Everything else is the
    /// provider's trouble, which passes or which an operator mends: what it holds waits.
    /// </summary>
    public static bool IsOfTheVersion(Error unread) =>
        unread.Code == SecretErrors.Unreadable.Code || unread.Code is "secret_key_missing" or "secret_provider_key_missing" or "secret_provider_failed";

    /// <summary>How many versions are opened and sealed at once: here by a processor each, elsewhere by calls that mostly wait.</summary>
    public static int Parallel(string from, string to) => IsLocal(from) && IsLocal(to) ? Environment.ProcessorCount : 8;

    private static bool IsLocal(string provider) => provider is SecretProviders.Fernet or SecretProviders.AesGcm;
}
