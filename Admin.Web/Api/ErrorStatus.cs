using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>The one table from kinds of refusal to HTTP status codes.</summary>
internal static class ErrorStatus
{
    public static int Of(Error error) => error.Code switch
    {
        "method_not_allowed" => StatusCodes.Status405MethodNotAllowed,
        "not_acceptable" => StatusCodes.Status406NotAcceptable,
        "unsupported_media_type" => StatusCodes.Status415UnsupportedMediaType,
        "unexpected" => StatusCodes.Status500InternalServerError,
        _ => Of(error.Kind),
    };

    public static int Of(ErrorKind kind) => kind switch
    {
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.RateLimited => StatusCodes.Status429TooManyRequests,
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Refused => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };
}
