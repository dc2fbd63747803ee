using Admin.Domain.Common;
using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns;

public static class CampaignErrors
{
    public static Error NotFound { get; } = Error.NotFound("campaign_not_found", "There is no such campaign.");

    public static Error RecipientNotFound { get; } = Error.NotFound("recipient_not_found", "This campaign has no such recipient.");

    public static Error AudienceFrozen { get; } = Error.Conflict("audience_frozen", "The audience is frozen once a campaign has started. Make a new campaign for further people.");

    public static Error AudienceEmpty { get; } = Error.Conflict("audience_empty", "Nobody is in the audience. Add a CSV file, contacts or the people of an earlier campaign first.");

    public static Error NameInvalid { get; } = Error.Invalid("campaign_name_invalid", $"Give the campaign a name of 1 to {Campaign.NameMaxLength} characters without control characters.", "name");

    public static Error NumberUnknown { get; } = Error.Invalid("number_unknown", "The organization has no number with this phone_number_id.", "phone_number_id");

    public static Error NumbersTooMany { get; } = Error.Invalid("campaign_numbers_too_many", $"A campaign sends from {Campaign.MaxNumbers} numbers at most.", "further_numbers");

    public static Error SpeedInvalid { get; } = Error.Invalid("campaign_speed_invalid", $"A campaign's own speed is 1 to {Campaign.FastestPerMinute} messages a minute.", "messages_per_minute");

    public static Error TemplateUnknown { get; } = Error.Invalid("template_unknown", "The organization has no template with this name and language.", "template_name");

    public static Error WithoutTemplate { get; } = Error.Conflict("campaign_without_template", "The campaign has no template yet. Choose one first.");

    public static Error TemplateNotApproved { get; } = Error.Conflict("template_not_approved", "WhatsApp has not approved this template. Choose another one or wait for the approval.");

    public static Error ScheduleInPast { get; } = Error.Invalid("schedule_in_past", "The scheduled time has passed. Choose a later one.", "scheduled_at");

    public static Error PausedByOthers { get; } = Error.Forbidden("paused_by_others", "Only an org admin can resume what an admin or the engine has paused.");

    public static Error ChangedMeanwhile { get; } = new(ErrorKind.PreconditionFailed, "campaign_changed", "Somebody changed this campaign in between. Read it again, then repeat your change.");

    public static Error NothingToRetry { get; } = Error.Conflict("nothing_to_retry", "No recipient has failed in a way that another try could mend.");

    public static Error NothingToSettle { get; } = Error.Conflict("nothing_to_settle", "No recipient is ambiguous any more.");

    public static Error NotAmbiguous { get; } = Error.Conflict("recipient_not_ambiguous", "This recipient is settled already.");

    public static Error ParameterCount(int expected, int given) =>
        Error.Invalid("template_parameter_count", $"The template takes {expected} parameters, {given} were given.", "template_parameters").With(("expected", expected), ("given", given));

    public static Error ParameterTooLong(string parameter) =>
        Error.Invalid("template_parameter_too_long", $"Parameter {parameter} is longer than {ParameterTemplate.MaxLength} characters.", "template_parameters").With(("position", parameter));

    public static Error ParameterMalformed(string parameter) =>
        Error.Invalid("template_parameter_malformed", $"Parameter {parameter} is neither a text nor one column in double braces.", "template_parameters").With(("position", parameter));

    public static Error NumberNotFound { get; } = Error.NotFound("campaign_number_not_found", "The campaign does not send from such a number.");

    public static Error NumberStopped { get; } = Error.Conflict("campaign_number_stopped", "The campaign does not send from this number any more.");

    public static Error NumberSends { get; } = Error.Conflict("campaign_number_sends", "The campaign sends from this number already.");

    public static Error LastNumber { get; } = Error.Conflict("campaign_last_number", "This is the only number that the campaign still sends from. Pause or cancel the campaign instead.");

    /// <param name="given">As somebody wrote it.</param>
    public static Error FurtherNumberUnknown(string? given)
    {
        var number = given is { Length: > Number.PhoneNumberIdMaxLength } ? given[..Number.PhoneNumberIdMaxLength] + "…" : given ?? "";
        return Error.Invalid("further_number_unknown", $"The organization has no number with the phone_number_id {number}. Take it out of further_numbers.", "further_numbers").With(("number", number));
    }

    public static Error NumberTwice(Number number) =>
        Error.Invalid("campaign_number_twice", $"Number {Named(number)} is named twice. Name each number once.", "further_numbers").With(("number", Named(number)));

    /// <summary>A template belongs to a business account, and so do the numbers that can send it.</summary>
    public static Error NumberOfOtherAccount(Number number) =>
        Error.Invalid("number_of_other_account", $"Number {Named(number)} belongs to another business account, which has other templates. Take it out, or make a campaign of its own.", "further_numbers").With(("number", Named(number)));

    // People know a number by its phone, programs by its id.
    private static string Named(Number number) => $"{number.DisplayPhoneNumber} ({number.PhoneNumberId})";

    /// <summary>An act that the campaign's status does not allow.</summary>
    public static Error Illegal(CampaignStatus from, string act) =>
        Error.Conflict("campaign_status", $"A campaign that is {SnakeCase.Of(from)} cannot {act}.").With(("status", SnakeCase.Of(from)), ("act", act));
}
