using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>Faults of a whole audience file. Nothing of it is kept.</summary>
public static class AudienceErrors
{
    public static Error Empty { get; } = Error.Invalid("csv_empty", "The file is empty. Send a CSV whose first line names the columns, one of them phone.");

    public static Error NoPhoneColumn { get; } = Error.Invalid("csv_no_phone_column", "The first line names no column phone. Add it, with one phone number a line below.");

    public static Error Encoding { get; } = Error.Invalid("csv_encoding", "The file is not UTF-8. Save it as CSV UTF-8 and send it again.");

    public static Error TooManyColumns { get; } = Error.Invalid("csv_too_many_columns", $"The file has more than {MaxColumns} columns. Leave out what the template does not need.");

    public const int MaxColumns = 50;

    public static Error EmptyColumn(int position) =>
        Error.Invalid("csv_empty_column", $"Column {position} of the first line has no name. Name it or delete it.").With(("position", position));

    public static Error DuplicateColumn(string name) =>
        Error.Invalid("csv_duplicate_column", $"The first line names the column {name} twice. Rename one of them.").With(("column", name));

    public static Error BrokenQuotes(int line) =>
        Error.Invalid("csv_broken_quotes", $"Line {line}: a quotation mark stands inside a field or is never closed. Double it inside quoted fields, and close each quoted field.").With(("line", line));

    public static Error LineTooLong(int line, int limit) =>
        Error.Invalid("csv_line_too_long", $"Line {line} is longer than {limit} characters. Check that the lines are separated and the quotes closed.").With(("line", line), ("limit", limit));

    public static Error TooManyRows(int limit) =>
        new(ErrorKind.TooLarge, "csv_too_many_rows", $"The file has more than {limit} lines. Split it and send the parts one after the other.") { Args = [KeyValuePair.Create("limit", (object)limit)] };

    public static Error TooLarge(long limit) =>
        new(ErrorKind.TooLarge, "csv_too_large", $"The file is larger than {limit / 1024 / 1024} MB. Split it and send the parts one after the other.") { Args = [KeyValuePair.Create("limit", (object)limit)] };
}
