using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// Uploads of media. The bytes are let go; the id says by itself when it was given and to which number, so that it holds for 30 days
/// also over a restart.
/// </summary>
internal sealed class MediaShelf(GraphAccess access, TimeProvider time)
{
    private const int MaxBytes = 100 * 1024 * 1024;
    private const int Refused = 131053;
    private const int Request = 100;
    private const int TimeDigits = 10;
    private const ulong Checks = 100_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly string[] Types = ["image/jpeg", "image/png", "video/mp4", "video/3gpp", "application/pdf"];

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{version}/{id}/media", (Delegate)TakeAsync);

    /// <summary>Whether the number uploaded it within the last 30 days.</summary>
    public bool Has(string phoneNumberId, string mediaId) =>
        mediaId.Length == TimeDigits + 5
        && long.TryParse(mediaId.AsSpan(0, TimeDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && IdOf(phoneNumberId, at) == mediaId
        && time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(at) < Kept;

    private async Task TakeAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        if (await access.NumberAsync(http) is not { } number)
            return;
        if (!http.Request.HasFormContentType || await http.Request.ReadFormAsync(http.RequestAborted) is not { } form
            || form["messaging_product"] != "whatsapp" || form.Files is not [{ Length: > 0 } file])
            await access.RefuseAsync(http, Request, "An upload needs messaging_product and a file.");
        else if (!Types.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase))
            await access.RefuseAsync(http, Refused, $"Media of type {file.ContentType} is not supported.");
        else
            await http.Response.WriteAsJsonAsync(new { id = IdOf(number.Settings.PhoneNumberId, time.GetUtcNow().ToUnixTimeSeconds()) }, http.RequestAborted);
    }

    private static string IdOf(string phoneNumberId, long seconds)
    {
        var check = phoneNumberId.Concat(seconds.ToString(CultureInfo.InvariantCulture)).Aggregate(14695981039346656037ul, (hash, c) => unchecked((hash ^ c) * 1099511628211ul)) % Checks;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:D10}{check:D5}");
    }
}
