using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>What the REST layer itself refuses, before any service is asked.</summary>
internal static class ApiErrors
{
    public static Error MalformedJson { get; } = Error.Invalid("malformed_json", "The body is not valid JSON. Send a JSON document in UTF-8.");

    public static Error BodyRequired { get; } = Error.Invalid("body_required", "The body is missing. Send a JSON object.");

    public static Error BodyNotAnObject { get; } = Error.Invalid("body_not_an_object", "The body is valid JSON, but not an object. Send the fields in braces.");

    public static Error RouteNotFound { get; } = Error.NotFound("route_not_found", "There is nothing at this address. The API stands under /api/v1 and is described at /docs.");

    public static Error MethodNotAllowed { get; } = Error.Invalid("method_not_allowed", "This address does not take this method. See /docs.");

    public static Error UnsupportedMediaType { get; } = Error.Invalid("unsupported_media_type", "This content type is not accepted here. Send application/json unless /docs says otherwise.");

    public static Error NotAcceptable { get; } = Error.Invalid("not_acceptable", "The answer is not available in the format that was asked for.");

    public static Error TooLarge { get; } = new(ErrorKind.TooLarge, "too_large", "The body is larger than accepted. Send less at once.");

    public static Error BadRequest { get; } = Error.Invalid("bad_request", "The request cannot be understood. Check its address, headers and body.");

    public static Error Unexpected { get; } = Error.Unavailable("unexpected", "Something went wrong on our side. Try again, and quote the reference if it happens again.");

    public static Error OrganizationIdInvalid { get; } = Error.Invalid("organization_id_invalid", "X-Organization-Id must be an organization's id (a UUID).");

    public static Error ReasonInvalid { get; } = Error.Invalid("reason_invalid", "X-Reason must be percent-encoded UTF-8 of 3 to 500 characters.");

    public static Error IfMatchRequired { get; } = new(ErrorKind.PreconditionRequired, "if_match_required", "Send If-Match with the ETag that you read, so that nobody's change is lost.");

    public static Error Stale { get; } = new(ErrorKind.PreconditionFailed, "changed_meanwhile", "Somebody changed this in between. Read it again and repeat your change.");

    public static Error AntiforgeryFailed { get; } = Error.Invalid("antiforgery_failed", "The request did not come from a page of this application. Reload the page and try again.");

    public static Error ForeignSite { get; } = Error.Forbidden("foreign_site", "A signed-in browser may read this only from this application's own pages. Other programs send an access token.");

    public static Error ForeignOrigin { get; } = Error.Forbidden("foreign_origin", "Connections from pages of another site are refused.");

    public static Error HttpsRequired { get; } = Error.Forbidden("https_required", "Only https is served. Use the https address.");

    public static Error NetworkNotAllowed { get; } = Error.Forbidden("network_not_allowed", "This is for operators: call it from an allowed network (Operations:AllowedNetworks) or with a service token.");

    public static Error InvalidValue(string field) => Error.Invalid("invalid_value", "A value is missing or has the wrong type.", field);

    public static Error UnknownWord(string field, IReadOnlyList<string> words)
    {
        var list = string.Join(", ", words);
        return Error.Invalid("invalid_choice", $"This is not one of the values here. Choose one of: {list}.", field).With(("values", list));
    }
}
