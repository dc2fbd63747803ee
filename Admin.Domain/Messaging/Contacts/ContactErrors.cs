using System.Globalization;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Contacts;

public static class ContactErrors
{
    public static Error NotFound { get; } = Error.NotFound("contact_not_found", "There is no such contact in this organization.");

    public static Error PhoneTaken { get; } = Error.Conflict("contact_phone_taken", "Another contact has this phone. Open that one, or merge the two.", "phone");

    public static Error NameTooLong { get; } = Error.Invalid("contact_name_too_long", $"A name has at most {Contact.NameMaxLength} characters.", "name");

    public static Error TooManyFields { get; } = Error.Invalid("contact_fields_too_many", $"A contact has at most {ContactFields.MaxCount} fields.", "fields");

    public static Error FieldsTooLong { get; } = Error.Invalid("contact_fields_too_long", $"The fields of a contact have at most {Contact.FieldsMaxLength} characters together.", "fields");

    public static Error TagInvalid { get; } = Error.Invalid("contact_tag_invalid", $"A tag has 1 to {ContactTag.NameMaxLength} characters and no comma.", "tags");

    public static Error TagRequired { get; } = Error.Invalid("contact_tag_required", "Name at least one tag.", "tags");

    public static Error TooManyTags { get; } = Error.Invalid("contact_tags_too_many", $"At most {ContactRules.MaxTags} tags at once.", "tags");

    public static Error NobodySelected { get; } = Error.Invalid("contacts_selected_none", "Choose at least one contact.", "contacts");

    public static Error ConsentSourceInvalid { get; } = Error.Invalid("consent_source_invalid", $"Say where the consent comes from, in 3 to {ConsentEntry.SourceMaxLength} characters.", "source");

    public static Error ConsentTimeInvalid { get; } = Error.Invalid("consent_time_invalid", "Consent cannot have been given or withdrawn in the future.", "at");

    public static Error ConsentStateInvalid { get; } = Error.Invalid("consent_state_invalid", "Consent is either given or withdrawn.", "state");

    public static Error MergeWithItself { get; } = Error.Invalid("contact_merge_with_itself", "A contact cannot be merged with itself.", "contact_id");

    public static Error FieldNameInvalid(string name) => Error.Invalid("contact_field_name_invalid", $"“{name}” cannot be the name of a field: letters, digits, spaces, “_”, “.” and “-”, at most {ContactFields.FieldNameMaxLength}, and not “phone”.", "fields").With(("name", name));

    public static Error FieldRepeated(string name) => Error.Invalid("contact_field_repeated", $"The field “{name}” is given twice.", "fields").With(("name", name));

    public static Error TooManySelected(int most) => Error.Invalid("contacts_selected_too_many", $"At most {most.ToString(CultureInfo.InvariantCulture)} contacts can be ticked at once; choose all that match a filter instead.", "contacts").With(("most", most));
}

public static class ContactListErrors
{
    public static Error NotFound { get; } = Error.NotFound("contact_list_not_found", "There is no such contact list.");

    public static Error NameInvalid { get; } = Error.Invalid("contact_list_name_invalid", $"A list has a name of 1 to {ContactList.NameMaxLength} characters.", "name");

    public static Error NameTaken { get; } = Error.Conflict("contact_list_name_taken", "Another list has this name.", "name");

    /// <summary>A campaign that has not started yet would lose its audience.</summary>
    public static Error InUse(string campaign) => Error.Conflict("contact_list_in_use", $"The campaign “{campaign}” is prepared with this list. Start or delete that one first.").With(("campaign", campaign));
}
