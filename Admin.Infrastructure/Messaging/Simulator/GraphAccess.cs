using Microsoft.AspNetCore.Http;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Who may call what how often: token, app, business account.</summary>
internal sealed class GraphAccess(SimulatorCatalog catalog, CallLimit calls, SimulatorMeter meter, Dials dials, TimeProvider time)
{
    public const int UnknownObject = 33;

    private const int BadToken = 190;
    private const int AppLimited = 4;
    private const int WabaLimited = 80007;

    /// <summary>The number of the path, if the token opens it and limits allow; otherwise the answer is already written.</summary>
    public async Task<KnownNumber?> NumberAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var known = catalog.Number(id);
        var code = Token(http) is not { Length: > 0 } token || (known is { Settings.AccessToken.Length: > 0 } && known.Settings.AccessToken != token) ? BadToken
            : known is null ? UnknownObject
            : Limit(known.Settings.WabaId);
        if (code == 0)
            return known;
        await RefuseAsync(http, code, code == UnknownObject ? $"Object with ID '{id}' does not exist." : null);
        return null;
    }

    /// <summary>The business account of the path, likewise.</summary>
    public async Task<string?> WabaAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var code = Token(http).Length == 0 ? BadToken : catalog.HasWaba(id) ? Limit(id) : UnknownObject;
        if (code == 0)
            return id;
        await RefuseAsync(http, code, code == UnknownObject ? $"Object with ID '{id}' does not exist." : null);
        return null;
    }

    public Task RefuseAsync(HttpContext http, int code, string? details = null)
    {
        meter.Refuse(code == UnknownObject ? 100 : code);
        return GraphErrors.WriteAsync(http, code, details, GraphErrors.Status(code, dials.Now.ThrottleStatus));
    }

    private int Limit(string waba)
    {
        var (now, set) = (time.GetUtcNow().ToUnixTimeMilliseconds(), dials.Now);
        return !calls.TryTake("app", set.AppCallsPerHour, now) ? AppLimited
            : !calls.TryTake(waba, set.WabaCallsPerHour, now) ? WabaLimited
            : 0;
    }

    private static string Token(HttpContext http)
    {
        const string Scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
    }
}
