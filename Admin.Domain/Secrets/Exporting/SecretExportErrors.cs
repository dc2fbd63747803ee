using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Exporting;

public static class SecretExportErrors
{
    public static Error TooManyIds { get; } = Error.Invalid("secret_ids_too_many", $"These are more than {SecretSelection.MaxIds} secrets; take fewer at once.", "ids").With(("max", SecretSelection.MaxIds));

    public static Error IdsRequired { get; } = Error.Invalid("secret_ids_required", "Say which secrets this is about.", "ids");

    public static Error NothingMatches { get; } = Error.NotFound("secret_export_empty", "No secret matches, so there is nothing to export.");

    public static Error TooMany(int count) =>
        Error.Invalid("secret_export_too_many", $"These are {count} secrets; at most {SecretExports.MaxValues} are exported with their values. Narrow the filter.").With(("count", count), ("max", SecretExports.MaxValues));

    public static Error TooLarge { get; } = new(ErrorKind.TooLarge, "secret_export_too_large", $"These values are larger than {SecretExports.MaxBytes / 1024 / 1024} MiB together; take fewer at once.");

    public static Error NameUnfit { get; } = Error.Conflict("secret_export_name_unfit", "A .env file cannot carry this name or value; JSON can.");

    public static Error NameTwice { get; } = Error.Conflict("secret_export_name_twice", "Another secret of this export has the same name in another scope; JSON can carry both.");
}
