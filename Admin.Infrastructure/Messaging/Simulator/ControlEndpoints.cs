using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Admin.Domain.Messaging.Simulating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// <c>/_simulator/…</c>: what Meta's API has not, for tests, scripts and the page of super admins. On loopback, and deaf to
/// browsers: a page of some other site must not be able to turn anything or to read the ledger.
/// </summary>
internal sealed class ControlEndpoints(SimulatorCatalog catalog, TemplateLife templates, NumberLife numbers, PlatformEvents events, UpdateQueues queues, WebhookDispatcher dispatcher, WebhookSender sender, SimulatorStore store, PortfolioLimit portfolio, SimulatorMeter meter, DeliveryLog log, Dials dials, TimeProvider time)
{
    private const string Prefix = "/_simulator";
    private const int ShownDeliveries = 50;
    private const int NoLimit = int.MaxValue;

    public void Map(WebApplication app)
    {
        // As delegates: a handler that takes only the context would pass for one that answers nothing.
        var routes = app.MapGroup(Prefix).AddEndpointFilter(RefuseBrowsersAsync);
        routes.MapGet("/state", GetState);
        routes.MapMethods("/dials", [HttpMethods.Patch], (Delegate)TurnAsync);
        routes.MapPut("/webhook", (Delegate)SetWebhookAsync);
        routes.MapPost("/verify", (Delegate)VerifyAsync);
        routes.MapPut("/numbers/{id}", PutNumberAsync);
        routes.MapPatch("/numbers/{id}", ChangeNumberAsync);
        routes.MapPut("/templates", (Delegate)PutTemplateAsync);
        routes.MapPatch("/templates", (Delegate)ChangeTemplateAsync);
        routes.MapPost("/inbound", (Delegate)ReceiveAsync);
        routes.MapGet("/ledger", (Delegate)GetLedgerAsync);
        routes.MapGet("/deliveries", (HttpContext http) => Json(log.Latest(Number(http, "take", DeliveryLog.Capacity))));
    }

    // A name that somebody's DNS points to loopback, or a foreign page's script.
    private static ValueTask<object?> RefuseBrowsersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var isLocal = request.Host.Host == "localhost" || (IPAddress.TryParse(request.Host.Host, out var address) && IPAddress.IsLoopback(address));
        return isLocal && !request.Headers.ContainsKey("Origin") && !request.Headers.ContainsKey("Sec-Fetch-Site")
            ? next(context)
            : ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status403Forbidden));
    }

    private IResult GetState(HttpContext http) => Json(new SimulatorState(
        time.GetUtcNow().UtcDateTime,
        new Uri($"{http.Request.Scheme}://{http.Request.Host}"),
        sender.Url,
        meter.Figures(queues.Count, dispatcher.Parked),
        dials.Now,
        [.. catalog.Numbers.Select(n => n.State)],
        [.. catalog.Templates.Select(t => t.State)],
        log.Latest(ShownDeliveries)));

    /// <summary>Sets the dials that the body names; the others stay.</summary>
    private async Task<IResult> TurnAsync(HttpContext http)
    {
        if (await ReadAsync<JsonObject>(http) is not { } given)
            return Malformed();
        var merged = JsonSerializer.SerializeToNode(dials.Now, SimulatorJson.Options)!.AsObject();
        foreach (var (name, value) in given)
        {
            if (!merged.ContainsKey(name))
                return Results.BadRequest(new { error = $"There is no dial {name}." });
            merged[name] = value?.DeepClone();
        }

        if (Deserialize(merged) is not { } turned)
            return Malformed();
        if (turned.Faults() is { Count: > 0 } faults)
            return Results.BadRequest(new { error = string.Join(' ', faults.Select(f => $"{f.Name} has to be: {f.Allowed}.")) });
        if (dials.Now.UniquePeoplePerDay == 0 && turned.UniquePeoplePerDay > 0)
            portfolio.Restore(await store.WrittenSinceAsync(time.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds(), http.RequestAborted));
        dials.Turn(turned);
        return Json(turned);
    }

    /// <summary>{"url": …}; null lets statuses wait.</summary>
    private async Task<IResult> SetWebhookAsync(HttpContext http)
    {
        if (await ReadAsync<JsonObject>(http) is not { } given || !given.TryGetPropertyValue("url", out var url))
            return Malformed();
        if (url is not null && !Uri.TryCreate(url.ToString(), UriKind.Absolute, out _))
            return Results.BadRequest(new { error = "The url has to be absolute." });
        sender.Url = url is null ? null : new Uri(url.ToString());
        return Results.NoContent();
    }

    private async Task<IResult> VerifyAsync(HttpContext http) => Json(await sender.VerifyAsync(http.RequestAborted));

    private async Task<IResult> PutNumberAsync(HttpContext http, string id)
    {
        if (await ReadAsync<SimulatedNumber>(http) is not { MessagesPerSecond: > 0 } number)
            return Malformed();
        number.PhoneNumberId = id;
        catalog.Add(number);
        return Json(catalog.Number(id)!.State);
    }

    private async Task<IResult> ChangeNumberAsync(HttpContext http, string id)
    {
        if (await ReadAsync<SimulatedNumberChange>(http) is not { MessagesPerSecond: null or > 0, Block: null or >= 0 } change)
            return Malformed();
        if (catalog.Number(id) is not { } number)
            return Results.NotFound();
        await numbers.ChangeAsync(number, change);
        return Json(number.State);
    }

    private async Task<IResult> PutTemplateAsync(HttpContext http)
    {
        if (await ReadAsync<SimulatedTemplate>(http) is not { Name.Length: > 0, Language.Length: > 0, ParameterCount: >= 0 } template)
            return Malformed();
        return Json(catalog.Add(template).State);
    }

    private async Task<IResult> ChangeTemplateAsync(HttpContext http)
    {
        if (await ReadAsync<SimulatedTemplateChange>(http) is not { } change)
            return Malformed();
        if (catalog.Template(change.WabaId ?? "", change.Name, change.Language) is not { } template)
            return Results.NotFound();
        return await templates.ChangeAsync(template, change) ? Json(template.State) : Results.Conflict();
    }

    private async Task<IResult> ReceiveAsync(HttpContext http)
    {
        if (await ReadAsync<SimulatedInbound>(http) is not { From.Length: >= 8, Text.Length: > 0 } inbound || !inbound.From.All(char.IsAsciiDigit))
            return Malformed();
        if (catalog.Number(inbound.PhoneNumberId) is not { } number)
            return Results.NotFound();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var about = (number.Settings.PhoneNumberId, number.Settings.DisplayPhoneNumber);
        number.Bucket.Take();
        portfolio.Open(inbound.From, now);
        if (inbound.Kind == InboundKind.Preference)
            await events.TellAsync(number.Settings.WabaId, "user_preferences", json => InboundBody.WritePreferenceValue(json, about, inbound.From, inbound.Text, now));
        else
            await events.TellAsync(number.Settings.WabaId, "messages", json => InboundBody.WriteMessageValue(json, about, inbound.From, Wamid.Of(0), (inbound.Kind == InboundKind.Button, inbound.Text), null, now));
        return Results.Accepted();
    }

    private async Task<IResult> GetLedgerAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var entries = await store.LedgerAsync(new LedgerFilter(Text(query, "phone_number_id"), Text(query, "callback_prefix"), Text(query, "phone")), http.RequestAborted);
        return Json(new SimulatorLedger(
            entries.Count,
            entries.Sum(e => e.Messages),
            [.. entries.Take(Number(http, "take", NoLimit)).Select(e => new SimulatorLedgerLine(e.PhoneNumberId, e.Recipient, e.Messages, e.CallbackData))]));
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static int Number(HttpContext http, string name, int otherwise) =>
        int.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static IResult Json<T>(T value) => Results.Json(value, SimulatorJson.Options);

    private static IResult Malformed() => Results.BadRequest(new { error = "The body is not what this address takes." });

    private static SimulatorDials? Deserialize(JsonObject merged)
    {
        try
        {
            return merged.Deserialize<SimulatorDials>(SimulatorJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<T?> ReadAsync<T>(HttpContext http)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, SimulatorJson.Options, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
