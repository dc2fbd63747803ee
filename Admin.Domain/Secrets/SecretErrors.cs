using Admin.Domain.Common;

namespace Admin.Domain.Secrets;

public static class SecretErrors
{
    public static Error NotFound { get; } = Error.NotFound("secret_not_found", "There is no such secret.");

    public static Error ChatbotNotFound { get; } = Error.NotFound("chatbot_not_found", "There is no such chatbot.");

    public static Error NameRequired { get; } = Error.Invalid("secret_name_required", "Give the secret a name.", "name");

    public static Error NameInvalid { get; } = Error.Invalid("secret_name_invalid", "A name has no control or invisible characters; take them out.", "name");

    public static Error NameTooLong { get; } = Error.Invalid("secret_name_too_long", $"A name has at most {Secret.NameMaxLength} characters; shorten it.", "name");

    public static Error NameTaken { get; } = Error.Conflict("secret_name_taken", "There is a secret of this name already; choose another name, or change that secret.", "name");

    public static Error ValueRequired { get; } = Error.Invalid("secret_value_required", "Send the value of the secret.", "value");

    public static Error ValueEmpty { get; } = Error.Invalid("secret_value_empty", "The value is empty; a secret needs at least one character.", "value");

    public static Error ValueTooLarge { get; } = new(ErrorKind.TooLarge, "secret_value_too_large", "The value is larger than 1 MiB; keep larger things elsewhere and store the key to them here.", "value");

    public static Error ValueNotBase64 { get; } = Error.Invalid("secret_value_not_base64", "The value is not base64; encode it, or leave out the encoding.", "value");

    public static Error ValueNotText { get; } = Error.Invalid("secret_value_not_text", "The value is not valid text; send binary content in base64.", "value");

    public static Error DescriptionTooLong { get; } = Error.Invalid("secret_description_too_long", $"A description has at most {Secret.DescriptionMaxLength} characters; shorten it.", "description");

    public static Error NoteTooLong { get; } = Error.Invalid("secret_note_too_long", $"A note has at most {SecretVersion.NoteMaxLength} characters; shorten it.", "note");

    public static Error TagsInvalid { get; } = Error.Invalid("secret_tags_invalid", $"A secret has at most {Secret.TagsMax} tags of 1 to {Secret.TagMaxLength} characters without control characters.", "tags");

    public static Error ExpiryPast { get; } = Error.Invalid("secret_expiry_past", "The expiry lies in the past; choose a later date, or leave it out.", "expires_at");

    public static Error RotationInvalid { get; } = Error.Invalid("secret_rotation_invalid", $"A rotation interval is 1 to {Secret.RotationDaysMax} days; choose another, or leave it out.", "rotation_days");

    public static Error GraceInvalid { get; } = Error.Invalid("secret_grace_invalid", $"The previous value can stay readable for 0 to {SecretVersion.GraceHoursMax} hours; choose another grace, or leave it out.", "grace_hours");

    public static Error OwnerNotFound { get; } = Error.NotFound("secret_owner_not_found", "There is no such person in this organization; choose a member as owner.");

    public static Error NoPrevious { get; } = Error.NotFound("secret_no_previous", "This secret has no previous value that can still be read; read the current one.");

    public static Error IdempotencyKeyInvalid { get; } = Error.Invalid("idempotency_key_invalid", $"An Idempotency-Key is 1 to {NamedRequest.KeyMaxLength} visible ASCII characters; a new UUID serves well.", "Idempotency-Key");

    public static Error IdempotencyKeyReused { get; } = Error.Refused("idempotency_key_reused", "This Idempotency-Key was used for another request. Send the request as it was, or choose a new key.", "Idempotency-Key");

    public static Error StaysRestricted { get; } = Error.Conflict("secret_stays_restricted", "A restricted secret stays restricted; make a new secret if people should see its value.", "visibility");

    public static Error Restricted { get; } = Error.Forbidden("secret_restricted", "This secret is restricted: only services read it. Rotate it if you need to know the value.");

    public static Error VersionNotFound { get; } = Error.NotFound("secret_version_not_found", "This secret has no such version.");

    public static Error VersionCurrent { get; } = Error.Conflict("secret_version_current", "This version is the current one already; choose an earlier one.");

    public static Error VersionInUse { get; } = Error.Conflict("secret_version_in_use", "The current version is in use; give the secret a new value first, or delete the secret.");

    public static Error VersionDestroyed { get; } = Error.Conflict("secret_version_destroyed", "The value of this version was destroyed; choose another one.");

    public static Error NotDeleted { get; } = Error.Conflict("secret_not_deleted", "This secret is not deleted. Delete it first; then it can be restored or purged.");

    public static Error RestoreTooLate(int days) =>
        Error.Conflict("secret_restore_too_late", $"This secret was deleted more than {days} days ago and can no longer be restored.").With(("days", days));

    public static Error PreconditionRequired { get; } = new(ErrorKind.PreconditionRequired, "if_match_required", "Send If-Match with the ETag that you last read, so that nobody's change is lost.");

    public static Error Changed { get; } = new(ErrorKind.PreconditionFailed, "secret_changed", "Somebody changed this secret in between. Read it again, then repeat your change.");

    public static Error Unreadable { get; } = Error.Conflict("secret_unreadable", "This secret cannot be read: its stored form was changed, or does not belong here. Rotate it, and ask the platform's operators to look at the audit.");

    public static Error KeyMissing(string keyId) =>
        Error.Unavailable("secret_key_missing", $"This secret was encrypted with the key {keyId}, which is not at hand. Ask the platform's operators to give that key back.").With(("key_id", keyId));

    public static Error ProviderUnknown(string provider, IEnumerable<string> known) =>
        Error.Invalid("secret_provider_unknown", $"There is no provider of that name set up; choose one of: {string.Join(", ", known)}.", "provider").With(("providers", string.Join(", ", known)));

    /// <summary>Set up when the secret was stored, and no longer.</summary>
    public static Error ProviderAway(string provider) =>
        Error.Unavailable("secret_provider_away", $"The provider {provider} that holds this secret's key is not set up here. Ask the platform's operators.").With(("provider", provider));

    /// <summary>Names what uses the secret.</summary>
    public static Error InUse(IReadOnlyList<SecretUser> users) =>
        Error.Conflict("secret_in_use", $"This secret is in use by {string.Join(", ", users.Select(u => u.Name))}. Give those another secret first.")
            .With(("names", string.Join(", ", users.Select(u => u.Name))), ("used_by", users.Select(u => $"{u.Type}:{u.Id}").ToArray()));
}
