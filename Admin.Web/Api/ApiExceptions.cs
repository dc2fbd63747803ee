using System.Text.Json;
using System.Text.RegularExpressions;
using Admin.Domain.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace Admin.Web.Api;

/// <summary>What throws on the way to a service becomes a problem: unreadable bodies say what is wrong, bugs say only a reference.</summary>
internal sealed partial class ApiExceptions(ILogger<ApiExceptions> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The request's own path is that of the error page by now.
        var path = new PathString(httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path);
        if (!path.IsMachine())
            return false;
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var error = Of(exception);
        if (error == ApiErrors.Unexpected)
            logger.LogError(exception, "A request failed: {Method} {Path}", httpContext.Request.Method, path);
        await error.ToProblem().ExecuteAsync(httpContext);
        return true;
    }

    internal static Error Of(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Of(json),
        JsonException json => Of(json),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ApiErrors.TooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => ApiErrors.UnsupportedMediaType,
        BadHttpRequestException => ApiErrors.BadRequest,
        _ => ApiErrors.Unexpected,
    };

    // A JsonException with an inner reader exception is broken syntax; without one, a value that does not fit its field.
    private static Error Of(JsonException json)
    {
        if (json.InnerException is not null and not FormatException and not InvalidOperationException)
            return ApiErrors.MalformedJson;
        if (MissingNames().Match(json.Message) is { Success: true } missing)
            return Error.Join([.. missing.Groups["name"].Captures.Select(c => ApiErrors.InvalidValue(c.Value))])!;
        return json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? ApiErrors.InvalidValue(path[2..]) : ApiErrors.MalformedJson;
    }

    [GeneratedRegex(@"missing required properties including: ('(?<name>[a-z0-9_]+)'[,; ]*)+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingNames();
}
