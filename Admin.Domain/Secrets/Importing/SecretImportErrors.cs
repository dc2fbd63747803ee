using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Importing;

/// <summary>Why an import, or one entry of it, is refused. None of them has a place for what the entry holds.</summary>
public static class SecretImportErrors
{
    public const int MaxEntries = 1000;

    public static Error TextRequired { get; } = Error.Invalid("secret_import_text_required", "Send the text to import.", "text");

    public static Error TooLarge { get; } = new(ErrorKind.TooLarge, "secret_import_too_large", $"The text is larger than {SecretImportText.MaxBytes / 1024 / 1024} MiB; import it in parts.", "text");

    public static Error NotUtf8 { get; } = Error.Invalid("secret_import_not_utf8", "The file is not UTF-8 text; save it as UTF-8, and give binary values in base64 by JSON.", "text");

    public static Error Empty { get; } = Error.Invalid("secret_import_empty", "There is no entry in it: write NAME=value lines, or JSON with names and values.", "text");

    public static Error ShapeUnknown { get; } = Error.Invalid("secret_import_shape_unknown", "This JSON is neither an object of strings nor a list of objects with name and value.", "text");

    public static Error KeyRequired { get; } = Error.Invalid("secret_import_key_required", "Give the key that the former system encrypted with.", "key");

    public static Error KeyInvalid { get; } = Error.Invalid("secret_import_key_invalid", "A key has 32 bytes in base64url (44 characters); several are separated by commas.", "key");

    public static Error ItemsRequired { get; } = Error.Invalid("secret_import_items_required", "Give the rows of the former system as items, each with name and token.", "items");

    public static Error LineWithoutEquals { get; } = Error.Invalid("secret_import_no_equals", "The line is no NAME=value; a value of several lines stands in double quotes.");

    public static Error NameInvalid { get; } = Error.Invalid("secret_import_name_invalid", "The name has other characters than letters, digits, underscore, dot and hyphen, or does not begin with a letter or underscore.");

    public static Error QuoteOpen { get; } = Error.Invalid("secret_import_quote_open", "The quote that begins here is never closed; a quote inside a value is written as \\\".");

    public static Error AfterQuote { get; } = Error.Invalid("secret_import_after_quote", "Something stands after the closing quote; a quote inside a value is written as \\\".");

    public static Error UnquotedLines { get; } = Error.Invalid("secret_import_unquoted_lines", "The value goes over several lines without quotes; put it in double quotes.");

    public static Error ControlCharacters { get; } = Error.Invalid("secret_import_control_characters", "The value has control characters; give binary values in base64 by JSON.");

    public static Error NotAString { get; } = Error.Invalid("secret_import_not_a_string", "The value is no string; put numbers and truth values in quotes, and take nested values apart.");

    public static Error NotAnObject { get; } = Error.Invalid("secret_import_not_an_object", "The entry is no object with name and value.");

    public static Error TokenUnreadable { get; } = Error.Invalid("secret_import_token_unreadable", "This token does not decrypt with the key: it is damaged, or another key made it.", "token");

    public static Error UsageInvalid { get; } = Error.Invalid("secret_import_usage_invalid", "A usage count is not negative, and a last use does not lie in the future.");

    public static Error TooMany { get; } = Error.Invalid("secret_import_too_many", $"These are more than {MaxEntries} entries; import them in parts.").With(("max", MaxEntries));

    /// <param name="line">1-based.</param>
    public static Error NotJson(long line) =>
        Error.Invalid("secret_import_not_json", $"This is not valid JSON: look at line {line}.", "text").With(("line", line));

    public static Error Duplicate(string others) =>
        Error.Invalid("secret_import_duplicate", $"The name stands here more than once (also {others}); keep one of them.").With(("others", others));

    public static Error FieldUnknown(string field) =>
        Error.Invalid("secret_import_field_unknown", $"The entry has a field {field}, which nobody reads here; take it out or correct its name.").With(("field", field));

    public static Error FieldInvalid(string field) =>
        Error.Invalid("secret_import_field_invalid", $"The field {field} does not hold what it should.").With(("field", field));

    public static Error HasBadEntries(int count) =>
        Error.Invalid("secret_import_has_bad_entries", $"{count} entries cannot be imported, so nothing was. Look at them by a dry run.").With(("count", count));
}
