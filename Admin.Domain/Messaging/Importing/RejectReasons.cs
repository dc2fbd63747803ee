namespace Admin.Domain.Messaging.Importing;

/// <summary>Why a row is not imported. Codes: texts are made of them.</summary>
public static class RejectReasons
{
    public const string PhoneMissing = "phone_missing";
    public const string PhoneInvalid = "phone_invalid";
    public const string WrongNumberOfColumns = "wrong_number_of_columns";
    public const string BrokenQuotes = "broken_quotes";
    public const string LineTooLong = "line_too_long";

    /// <summary>Bytes that are no text in the encoding of the file.</summary>
    public const string Unreadable = "unreadable";

    public const string FieldsTooLong = "fields_too_long";
    public const string NameTooLong = "name_too_long";
    public const string TagInvalid = "tag_invalid";

    public static IReadOnlyList<string> All { get; } =
    [
        PhoneMissing, PhoneInvalid, WrongNumberOfColumns, BrokenQuotes, LineTooLong, Unreadable, FieldsTooLong, NameTooLong, TagInvalid,
    ];
}
