using Admin.Domain.Common;

namespace Admin.Domain.Secrets.ReEncrypting;

public static class ReEncryptionErrors
{
    public static Error NotFound { get; } = Error.NotFound("re_encryption_not_found", "There is no such re-encryption.");

    public static Error ProviderRequired { get; } = Error.Invalid("re_encryption_provider_required", "Say which provider the values shall be moved to.", "provider");

    /// <summary>An empty list is no wish to move everything.</summary>
    public static Error NoSecrets { get; } = Error.Invalid("re_encryption_no_secrets", "Choose at least one secret, or leave them out to move all.", "secret_ids");

    public static Error TooManySecrets { get; } = Error.Invalid("re_encryption_too_many_secrets", $"Choose at most {ReEncryption.SecretsMax} secrets at once, or leave them out to move all.", "secret_ids");

    public static Error NothingToDo { get; } = Error.Conflict("re_encryption_nothing_to_do", "Every value is under this provider's current key already; there is nothing to move.");

    public static Error Ended { get; } = Error.Conflict("re_encryption_ended", "This re-encryption has ended already.");

    /// <summary>Names the run that is under way.</summary>
    public static Error UnderWay(string id) =>
        Error.Conflict("re_encryption_under_way", "A re-encryption of this organization is under way. Wait until it ends, or cancel it.").With(("re_encryption_id", id));
}
