using System.Diagnostics;
using System.Globalization;
using Admin.Domain.Common;
using Admin.Web.Features.RateLimits;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Admin.Web.Api;

/// <summary>Writes an <see cref="Error"/> as problem+json in the caller's language.</summary>
internal sealed class ProblemResult(Error error) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => ErrorStatus.Of(error);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var words = httpContext.RequestServices.GetRequiredService<ErrorWords>();
        var response = httpContext.Response;
        response.StatusCode = ErrorStatus.Of(error);
        response.Headers.CacheControl = "no-store";
        if (error.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        RateLimitHeaders.Add(httpContext, error);
        if (error.Kind == ErrorKind.Unauthenticated)
            response.Headers.WWWAuthenticate = "Bearer";
        await response.WriteWholeAsync(Describe(httpContext, words), Problem.ContentType, httpContext.RequestAborted);
    }

    private Problem Describe(HttpContext http, ErrorWords words)
    {
        var status = ErrorStatus.Of(error);
        return new Problem(ReasonPhrases.GetReasonPhrase(status), status, words.Say(error), error.Code, Reference(http))
        {
            Errors = Fields(words),
            Params = error.Args.Count == 0 ? null : error.Args.ToDictionary(a => a.Key, a => a.Value),
        };
    }

    private List<ProblemField>? Fields(ErrorWords words)
    {
        var fields = error.Others.Prepend(error).Where(e => e.Field is not null).Select(e => new ProblemField(e.Field!, e.Code, words.Say(e))).ToList();
        return fields.Count == 0 ? null : fields;
    }

    private static string Reference(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
