using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What the simulator answers by HTTP.</summary>
internal sealed class SimulatorEndpoints(SimulatorOptions options, SimulatorCatalog catalog, MessageIntake intake, SimulatorStore store, TimeProvider time)
{
    private const int UnknownObject = 33;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{version}/{phoneNumberId}/messages", SendAsync);
        routes.MapGet("/{version}/{phoneNumberId}", GetNumberAsync);
        routes.MapGet("/_simulator/ledger", GetLedgerAsync);
    }

    private async Task SendAsync(HttpContext http)
    {
        if (options.LatencyMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(options.LatencyMs), time, http.RequestAborted);
        if (await AuthorizeAsync(http) is not { } known)
            return;
        if (!known.Bucket.TryTake())
            await GraphErrors.WriteAsync(http, 130429, "Cloud API message throughput has been reached.", options.ThrottleStatus);
        else if (await ReadAsync(http) is not { } request)
            await GraphErrors.WriteAsync(http, 100, "The request is not a template message.", StatusCodes.Status400BadRequest);
        else if (!request.HasPhone)
            await GraphErrors.WriteAsync(http, 131009, "Parameter 'to' is not a phone number.", StatusCodes.Status400BadRequest);
        else if (catalog.Parameters(request.Template, request.Language) is not { } parameters)
            await GraphErrors.WriteAsync(http, 132001, $"template name ({request.Template}) does not exist in {request.Language}", StatusCodes.Status404NotFound);
        else if (parameters != request.Parameters)
            await GraphErrors.WriteAsync(http, 132000, $"body: number of localizable_params ({request.Parameters}) does not match the expected number of params ({parameters})", StatusCodes.Status400BadRequest);
        else
            await intake.TakeAsync(http, known.Number, request);
    }

    private async Task GetNumberAsync(HttpContext http)
    {
        if (await AuthorizeAsync(http) is not { } known)
            return;
        await http.Response.WriteAsJsonAsync(
            new
            {
                id = known.Number.PhoneNumberId,
                display_phone_number = known.Number.DisplayPhoneNumber,
                verified_name = known.Number.VerifiedName,
                quality_rating = "GREEN",
                throughput = new { level = known.Number.MessagesPerSecond >= 1000 ? "HIGH" : "STANDARD" },
            },
            http.RequestAborted);
    }

    private async Task GetLedgerAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var entries = await store.LedgerAsync(query["phone_number_id"], query["callback_prefix"], http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            new
            {
                recipients = entries.Count,
                messages = entries.Sum(e => e.Messages),
                entries = entries.Select(e => new { phone_number_id = e.PhoneNumberId, to = e.Recipient, messages = e.Messages, callback_data = e.CallbackData }),
            },
            http.RequestAborted);
    }

    /// <summary>The number of the path, if the token opens it; otherwise the answer is already written.</summary>
    private async Task<KnownNumber?> AuthorizeAsync(HttpContext http)
    {
        const string Scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        var id = (string)http.Request.RouteValues["phoneNumberId"]!;
        var known = catalog.Number(id);
        if (token.Length == 0 || (known is { Number.AccessToken.Length: > 0 } && known.Number.AccessToken != token))
        {
            await GraphErrors.WriteAsync(http, 190, "Invalid OAuth access token.", StatusCodes.Status401Unauthorized);
            return null;
        }

        if (known is null)
            await GraphErrors.WriteAsync(http, 100, $"Object with ID '{id}' does not exist.", StatusCodes.Status400BadRequest, UnknownObject);
        return known;
    }

    private static async Task<SimulatedRequest?> ReadAsync(HttpContext http)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return SimulatedRequest.Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
