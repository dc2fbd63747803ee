using System.Net;
using Admin.Domain.Accounts;

namespace Admin.Web.Composition.Actors;

/// <summary>The actor of an HTTP request, made once per request by <see cref="ActorMaking"/>.</summary>
internal static class HttpActor
{
    private static readonly object Key = new();

    /// <summary>The actor of this request; only behind an endpoint that requires a signed-in caller.</summary>
    public static Actor GetActor(this HttpContext http) =>
        http.FindActor() ?? throw new InvalidOperationException("This endpoint needs RequireAuthorization: there is no actor.");

    public static Actor? FindActor(this HttpContext http) => http.Items.TryGetValue(Key, out var actor) ? (Actor?)actor : null;

    public static void SetActor(this HttpContext http, Actor actor) => http.Items[Key] = actor;

    /// <summary>The caller's network address, after trusted proxies; IPv4 in its own form.</summary>
    public static string? GetAddress(this HttpContext http) => Text(http.Connection.RemoteIpAddress);

    private static string? Text(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString() : address?.ToString();
}
