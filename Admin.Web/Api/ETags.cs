using Admin.Domain.Common;
using Microsoft.Net.Http.Headers;

namespace Admin.Web.Api;

/// <summary>Lost-update protection over HTTP: an entity's stamp is its ETag.</summary>
internal static class ETags
{
    public static string Of(Guid stamp) => $"\"{stamp:N}\"";

    /// <summary>The stamp that a PUT wants to change: 428 without If-Match, 412 with one that cannot be current.</summary>
    public static Result<Guid> RequireIfMatch(this HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0 || text == "*")
            return ApiErrors.IfMatchRequired;
        return EntityTagHeaderValue.TryParse(text, out var tag) && !tag.IsWeak && Guid.TryParseExact(tag.Tag.Value?.Trim('"'), "N", out var stamp)
            ? stamp
            : ApiErrors.Stale;
    }
}
