using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Templating;

public static class TemplateErrors
{
    private const string Parameters = "template_parameters";
    private const string Components = "template_components";

    public static Error NotFound { get; } = Error.NotFound("template_not_found", "There is no such template.");

    /// <summary>Whether it needs consent, and what it costs, goes by the category.</summary>
    public static Error CategoryUnknown { get; } =
        Error.Conflict("template_category_unknown", "WhatsApp has not told yet of which category this template is, and so who may get it. Synchronise the templates, then try again.");

    public static Error NoNumber { get; } =
        Error.Conflict("templates_no_number", "Templates are read under the access token of a number, and this organization has none. Register a number first.");

    public static Error SynchronizedRecently(int seconds) =>
        (Error.Conflict("templates_synchronized_recently", $"Templates were synchronised a moment ago. Try again in {seconds} s.") with { RetryAfter = TimeSpan.FromSeconds(seconds) }).With(("seconds", seconds));

    /// <summary>The API refused to list templates.</summary>
    public static Error SyncRefused(int code) =>
        Error.Refused("templates_refused", $"WhatsApp refused to list the templates (code {code}). Check in the Meta app that the number's token may manage the business account (whatsapp_business_management).").With(("api_code", code));

    public static Error SyncLimited(int code) =>
        Error.Unavailable("templates_limited", $"WhatsApp allows no more calls this hour (code {code}). Templates are synchronised again by themselves within the hour.").With(("api_code", code));

    public static Error SyncAway { get; } =
        Error.Unavailable("templates_away", "WhatsApp did not answer, so the templates are as they were. They are synchronised again by themselves within the hour; or try again.");

    public static Error AccountUnknown { get; } =
        Error.Refused("templates_account_unknown", "WhatsApp did not say which business account the number belongs to. Check in the Meta app that the token may manage it.");

    public static Error ComponentUnsupported(string component) =>
        Error.Conflict("template_component_unsupported", $"The template has a part that cannot be filled here: {component}. Choose another template.", Components).With(("component", component));

    public static Error ComponentsMalformed { get; } =
        Error.Invalid("template_components_malformed", "Write template_components as the Cloud API does: header, body and button with their parameters.", Components);

    public static Error BodyGivenTwice { get; } =
        Error.Invalid("template_body_given_twice", "Give the body's parameters either in template_parameters or in template_components, not in both.", Components);

    public static Error ParameterMissing(string parameter) =>
        Error.Invalid("template_parameter_missing", $"The template needs a value for {parameter}.", Components).With(("parameter", parameter));

    public static Error ParameterUnknown(string parameter) =>
        Error.Invalid("template_parameter_unknown", $"The template has no place {parameter}.", Components).With(("parameter", parameter));

    public static Error ParameterGivenTwice(string parameter) =>
        Error.Invalid("template_parameter_twice", $"{parameter} is given twice.", Components).With(("parameter", parameter));

    public static Error ParameterKindWrong(string parameter, string kind) =>
        Error.Invalid("template_parameter_kind", $"{parameter} takes another kind of value: {kind}.", Components).With(("parameter", parameter), ("kind", kind));

    public static Error ParameterSpacing(string parameter) =>
        Error.Invalid("template_parameter_spacing", $"{parameter} must not have line breaks, tabs or more than four spaces in a row.", Parameters).With(("parameter", parameter));

    public static Error ParameterOverLimit(string parameter, int max) =>
        Error.Invalid("template_parameter_over_limit", $"{parameter} has at most {max} characters.", Components).With(("parameter", parameter), ("max", max));

    public static Error SuffixInvalid(string parameter) =>
        Error.Invalid("template_url_suffix_invalid", $"{parameter} is the end of an address and must not have spaces.", Components).With(("parameter", parameter));

    public static Error CouponInvalid(string parameter) =>
        Error.Invalid("template_coupon_invalid", $"{parameter} is a code of letters and digits.", Components).With(("parameter", parameter));

    public static Error BodyTooLong(int max) =>
        Error.Invalid("template_body_too_long", $"With these values the message is longer than {max} characters.", Parameters).With(("max", max));

    public static Error MediaInvalid(string parameter) =>
        Error.Invalid("template_media_invalid", $"{parameter} is an uploaded file or an https address.", Components).With(("parameter", parameter));

    public static Error MediaUnknown(string parameter) =>
        Error.Invalid("template_media_unknown", $"The file of {parameter} was not uploaded for this number. Upload it again.", Components).With(("parameter", parameter));

    /// <summary>WhatsApp keeps a file for the number that it was uploaded with.</summary>
    public static Error MediaOfOneNumber(string parameter) =>
        Error.Invalid("template_media_of_one_number", $"The file of {parameter} was uploaded for one number, and the campaign sends from several. Give a link to it instead.", Components).With(("parameter", parameter));

    public static Error MediaExpired(string parameter) =>
        Error.Conflict("template_media_expired", $"WhatsApp keeps the file of {parameter} no longer. Upload it again.", Components).With(("parameter", parameter));

    public static Error MediaTypeRefused(string types) =>
        Error.Invalid("media_type_refused", $"This is not a file that WhatsApp takes here. It takes {types}.", "file").With(("types", types));

    public static Error MediaTooLarge(int megabytes) =>
        new Error(ErrorKind.TooLarge, "media_too_large", $"The file is larger than {megabytes} MB.", "file").With(("megabytes", megabytes));

    public static Error MediaEmpty { get; } = Error.Invalid("media_empty", "The file is empty.", "file");

    public static Error MediaRefused(int code) =>
        Error.Refused("media_refused", $"WhatsApp did not take the file (code {code}).", "file").With(("api_code", code));

    public static Error MediaAway { get; } = Error.Unavailable("media_away", "WhatsApp did not answer, so the file was not uploaded. Try again.");

    public static Error TestValueMissing(string parameter) =>
        Error.Invalid("test_value_missing", $"A test needs a value for {parameter}.", "values").With(("parameter", parameter));

    public static Error TestOptedOut { get; } =
        Error.Conflict("test_phone_opted_out", "This phone has opted out, so it gets no test either. Use another one, or take the opt-out back if its owner asks for it.", "phone");
}
