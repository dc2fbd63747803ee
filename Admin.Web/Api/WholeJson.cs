using System.Net.Mime;
using System.Text.Json;

namespace Admin.Web.Api;

/// <summary>
/// A body of JSON that is written in one piece with its length: answers are small, and a client of HTTP/1.0 or a proxy keeps its
/// connection only where the length is known.
/// </summary>
internal sealed class WholeJson<T>(T value, int statusCode = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult
{
    /// <summary>The address of what was made.</summary>
    public string? Location { get; init; }

    public int? StatusCode => statusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = statusCode;
        if (Location is not null)
            httpContext.Response.Headers.Location = Location;
        return httpContext.Response.WriteWholeAsync(value, MediaTypeNames.Application.Json + "; charset=utf-8", httpContext.RequestAborted);
    }
}

internal static class WholeJsonWriting
{
    public static async Task WriteWholeAsync<T>(this HttpResponse response, T value, string contentType, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options);
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, ct);
    }
}
