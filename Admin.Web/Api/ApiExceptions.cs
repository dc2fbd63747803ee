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
        BadHttpRequestException bad => Of(bad),
        _ => ApiErrors.Unexpected,
    };

    // The framework tells which value it could not read only in its message.
    private static Error Of(BadHttpRequestException bad)
    {
        if (UnboundParameter().Match(bad.Message) is { Success: true } unbound)
            return ApiErrors.InvalidValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(unbound.Groups["name"].Value));
        return bad.Message.Contains("from body", StringComparison.Ordinal) || bad.Message.Contains("no body was provided", StringComparison.Ordinal) ? ApiErrors.BodyRequired : ApiErrors.BadRequest;
    }

    // A JsonException with an inner reader exception is broken syntax; without one, a value that does not fit its field.
    private static Error Of(JsonException json)
    {
        if (json is UnknownWordException word && FieldOf(json) is { } choice)
            return ApiErrors.UnknownWord(choice, word.Words);
        if (json.InnerException is not null and not FormatException and not InvalidOperationException)
            return ApiErrors.MalformedJson;
        if (MissingNames().Match(json.Message) is { Success: true } missing)
            return Error.Join([.. missing.Groups["name"].Captures.Select(c => ApiErrors.InvalidValue(c.Value))])!;
        if (json.Path == "$")
            return ApiErrors.BodyNotAnObject;
        return FieldOf(json) is { } field ? ApiErrors.InvalidValue(field) : ApiErrors.MalformedJson;
    }

    private static string? FieldOf(JsonException json) =>
        json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;

    [GeneratedRegex(@"^Failed to bind parameter ""[^""]*?(?<name>\w+)"" from", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnboundParameter();

    [GeneratedRegex(@"missing required properties including: ('(?<name>[a-z0-9_]+)'[,; ]*)+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingNames();
}
