using System.Text.Json;
using Admin.Domain.Messaging.Simulating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Sending, on both lanes that the API has for it.</summary>
internal sealed class SendEndpoint(GraphAccess access, SimulatorCatalog catalog, MessageIntake intake, MediaShelf media, Dials dials, Chance chance, SimulatorMeter meter, TimeProvider time)
{
    private const int Request = 100;
    private const int Phone = 131009;
    private const int Unsaid = 131000;
    private const int Throughput = 130429;
    private const int Maintenance = 131057;
    private const int NoTemplate = 132001;
    private const int TemplatePaused = 132015;
    private const int TemplateDisabled = 132016;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/{version}/{id}/messages", SendAsync);
        routes.MapPost("/{version}/{id}/marketing_messages", SendAsync);
    }

    private async Task SendAsync(HttpContext http)
    {
        var set = dials.Now;
        if (set.LatencyMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(set.LatencyMs * chance.Around(set.LatencySpread)), time, http.RequestAborted);
        if (await MeetFaultAsync(http, set) || await access.NumberAsync(http) is not { } number)
            return;
        if (number.Block != 0)
            await access.RefuseAsync(http, number.Block);
        else if (number.UpgradingUntil != 0)
            await access.RefuseAsync(http, Maintenance, "The number's throughput is being upgraded.");
        else if (!number.Bucket.TryTake())
            await access.RefuseAsync(http, Throughput, "Cloud API message throughput has been reached.");
        else if (await ReadAsync(http) is not { } request)
            await access.RefuseAsync(http, Request, "The request is not a template message.");
        else
            await TakeAsync(http, set, number, request);
    }

    private async Task TakeAsync(HttpContext http, SimulatorDials set, KnownNumber number, SimulatedRequest request)
    {
        var template = catalog.Template(number.Settings.WabaId, request.Template, request.Language);
        var (code, details) = Refusal(number, template, request);
        if (code == 0)
            code = await intake.TakeAsync(http, set, number, template!, request);
        if (code != 0)
            await access.RefuseAsync(http, code, details);
    }

    private (int Code, string? Details) Refusal(KnownNumber number, KnownTemplate? template, SimulatedRequest request)
    {
        if (!request.HasPhone)
            return (Phone, "Parameter 'to' is not a phone number.");
        if (template is null || template.Status is SimulatedTemplateStatus.Pending or SimulatedTemplateStatus.Rejected or SimulatedTemplateStatus.Deleted)
            return (NoTemplate, $"template name ({request.Template}) does not exist in {request.Language}");
        if (template.Status is SimulatedTemplateStatus.Paused)
            return (TemplatePaused, null);
        if (template.Status is SimulatedTemplateStatus.Disabled)
            return (TemplateDisabled, null);
        return template.Shape.Refusal(request.Parts) is { Code: not 0 } misfit
            ? misfit
            : (request.Parts.Fault(id => media.Has(number.Settings.PhoneNumberId, id)), null);
    }

    /// <summary>True: a fault of the dials has ended the call, and nothing was accepted.</summary>
    private async Task<bool> MeetFaultAsync(HttpContext http, SimulatorDials set)
    {
        if (set.Outage || chance.Hits(set.ResetBeforePercent))
        {
            meter.Meet(set.Outage ? "outage" : "reset_before");
            http.Abort();
            return true;
        }

        if (chance.Hits(set.ServerErrorPercent))
        {
            meter.Meet("server_error");
            await access.RefuseAsync(http, Unsaid);
            return true;
        }

        if (!chance.Hits(set.BadGatewayPercent))
            return false;
        meter.Meet("bad_gateway");
        http.Response.StatusCode = StatusCodes.Status502BadGateway;
        http.Response.ContentType = "text/html";
        await http.Response.WriteAsync("<html><body><h1>502 Bad Gateway</h1></body></html>", http.RequestAborted);
        return true;
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
