using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Refusals of imports and faults of whole files.</summary>
public static class ImportErrors
{
    private static IReadOnlyList<Error> Faults => [Empty, Workbook, NotText, TooManyRows, TooManyTags, TooManyColumns, FileLost];

    public static Error NotFound { get; } = Error.NotFound("contact_import_not_found", "There is no such import in this organization.");

    public static Error Empty { get; } = Error.Invalid("contact_import_empty", "The file is empty. Choose one with at least one row.");

    public static Error Workbook { get; } = Error.Invalid("contact_import_workbook", "This is an Excel workbook, whatever its name ends with. Open it, choose Save as, CSV UTF-8, and upload that file.");

    public static Error NotText { get; } = Error.Invalid("contact_import_not_text", "This file is no text. Export the list as CSV UTF-8 and upload that file.");

    public static Error TooLarge { get; } = new(ErrorKind.TooLarge, "contact_import_too_large", "A file has at most 100 MB. Split it and import the parts one after the other.");

    public static Error TooManyRows { get; } = Error.Invalid("contact_import_too_many_rows", "A file has at most 3 million rows. Split it and import the parts one after the other.");

    public static Error TooManyTags { get; } = Error.Invalid("contact_import_too_many_tags", $"The tags column holds more than {ImportRules.MaxTags} different tags. Is it another column that holds them? Otherwise import it as a field.", "columns");

    public static Error FileNameInvalid { get; } = Error.Invalid("contact_import_file_name", "The file needs a name of 1 to 200 characters.", "file_name");

    public static Error SizeInvalid { get; } = Error.Invalid("contact_import_size", "Say how many bytes the file has: at least one.", "bytes");

    public static Error WrongState { get; } = Error.Conflict("contact_import_wrong_state", "The import has moved on meanwhile, and this step no longer fits. Look at where it stands.");

    public static Error UploadBusy { get; } = Error.Conflict("contact_import_upload_busy", "The file is being sent from another window. Wait for that one, or close it.");

    public static Error OtherFile { get; } = Error.Conflict("contact_import_other_file", "This is not the file that the upload began with: its name, size or date differs. Choose that file, or cancel and begin anew.");

    public static Error FileLost { get; } = Error.Conflict("contact_import_file_lost", "The uploaded file is no longer there. Upload it again in a new import.");

    public static Error NoPhoneColumn { get; } = Error.Invalid("contact_import_no_phone", "No column is the phone. Say which one is; without a phone nobody can be written to.", "columns");

    public static Error TooManyColumns { get; } = Error.Invalid("contact_import_too_many_columns", "The file has more than 100 columns. Leave out what is not needed, or choose another separator.", "columns");

    public static Error ColumnsDiffer { get; } = Error.Invalid("contact_import_columns_differ", "The file has another number of columns than was said. Read it anew.", "columns");

    public static Error ListNotFound { get; } = Error.NotFound("contact_import_list_not_found", "A chosen list is no longer there. Choose another.");

    public static Error TooManyLists { get; } = Error.Invalid("contact_import_too_many_lists", "Choose at most 10 lists.", "lists");

    public static Error ListNameInvalid { get; } = Error.Invalid("contact_import_list_name", $"A list's name has at most {ContactList.NameMaxLength} characters.", "new_list");

    public static Error NothingToImport { get; } = Error.Conflict("contact_import_nothing", "No row of the file can be imported. Look at why they are rejected, then change the columns or the file.");

    public static Error NoRejected { get; } = Error.NotFound("contact_import_no_rejected", "There are no rejected rows to download, or they are no longer kept.");

    /// <summary>The fault that an import keeps by its code: why a whole file cannot be imported, or why the work could not go on.</summary>
    public static Error OfCode(string code) => Faults.FirstOrDefault(f => f.Code == code) ?? FileLost;

    /// <summary>The next byte that is wanted is not the one that was sent.</summary>
    public static Error WrongOffset(long received) =>
        Error.Conflict("contact_import_offset", $"The upload stands at byte {received}. Go on from there.").With(("received", received));

    /// <summary>Two columns cannot be the same thing.</summary>
    public static Error ColumnTwice(string name) =>
        Error.Invalid("contact_import_column_twice", $"Two columns are both “{name}”. Give one of them another name, or leave it out.", "columns").With(("name", name));

    public static Error FieldNameInvalid(string name) =>
        Error.Invalid("contact_import_field_name", $"“{name}” cannot be the name of a field: letters, digits, spaces, “_”, “.” and “-”, at most {ContactFields.FieldNameMaxLength}, and not “phone”.", "columns").With(("name", name));
}
