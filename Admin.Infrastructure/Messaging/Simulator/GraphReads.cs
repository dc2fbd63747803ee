using System.Globalization;
using System.Text.Json;
using Admin.Domain.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What can be asked about numbers, templates and messages.</summary>
internal sealed class GraphReads(GraphAccess access, SimulatorCatalog catalog, TemplateLife templates, NumberLife numbers, UpdatesTold told, SimulatorStore store)
{
    private const int DefaultPage = 25;
    private const int MaxPage = 100;

    private static readonly string[] NumberFields = ["verified_name", "display_phone_number", "quality_rating", "throughput"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{version}/{id}", GetNumberAsync);
        routes.MapGet("/{version}/{id}/message_templates", GetTemplatesAsync);
        routes.MapPost("/{version}/{id}/message_templates", AddTemplateAsync);
        routes.MapGet("/{version}/{id}/message_history", GetHistoryAsync);
    }

    private async Task GetNumberAsync(HttpContext http)
    {
        if (await access.NumberAsync(http) is not { } known)
            return;
        if (known.Block is 190 or GraphAccess.UnknownObject)
        {
            await access.RefuseAsync(http, known.Block);
            return;
        }

        var all = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["verified_name"] = known.Settings.VerifiedName,
            ["display_phone_number"] = known.Settings.DisplayPhoneNumber,
            ["quality_rating"] = known.Quality.ToString().ToUpperInvariant(),
            ["throughput"] = new { level = NumberLife.Level(known.MessagesPerSecond) },
            ["whatsapp_business_manager_messaging_limit"] = numbers.Tier,
            ["messaging_limit_tier"] = numbers.Tier,
            ["status"] = known.Block == 0 ? "CONNECTED" : "RESTRICTED",
            ["platform_type"] = "CLOUD_API",
            ["code_verification_status"] = "VERIFIED",
            ["health_status"] = new
            {
                can_send_message = known.Block == 0 ? "AVAILABLE" : "BLOCKED",
                entities = new[]
                {
                    new { entity_type = "PHONE_NUMBER", id = known.Settings.PhoneNumberId, can_send_message = known.Block == 0 ? "AVAILABLE" : "BLOCKED" },
                    new { entity_type = "WABA", id = known.Settings.WabaId, can_send_message = "AVAILABLE" },
                },
            },
        };
        var asked = http.Request.Query["fields"].ToString();
        var shown = (asked.Length > 0 ? asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : NumberFields)
            .Where(all.ContainsKey)
            .ToDictionary(f => f, f => all[f], StringComparer.Ordinal);
        shown["id"] = known.Settings.PhoneNumberId;
        await http.Response.WriteAsJsonAsync(shown, http.RequestAborted);
    }

    private async Task GetTemplatesAsync(HttpContext http)
    {
        if (await access.WabaAsync(http) is not { } waba)
            return;
        var query = http.Request.Query;
        var found = catalog.TemplatesOf(waba)
            .Where(t => t.Status != Domain.Messaging.Simulating.SimulatedTemplateStatus.Deleted)
            .Where(t => query["name"].ToString() is not { Length: > 0 } name || t.Settings.Name == name)
            .Where(t => query["language"].ToString() is not { Length: > 0 } language || t.Settings.Language == language)
            .Where(t => query["status"].ToString() is not { Length: > 0 } status || string.Equals(t.Status.ToString(), status, StringComparison.OrdinalIgnoreCase))
            .ToList();
        await WritePageAsync(http, found, t => new
        {
            name = t.Settings.Name,
            language = t.Settings.Language,
            status = t.Status.ToString().ToUpperInvariant(),
            category = t.Settings.Category,
            id = t.Id,
            quality_score = new { score = t.Quality.ToString().ToUpperInvariant() },
            parameter_format = t.Settings.ParameterFormat,
            rejected_reason = t.Status == Domain.Messaging.Simulating.SimulatedTemplateStatus.Rejected ? "INVALID_FORMAT" : "NONE",
            components = t.Settings.Components.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(t.Settings.Components) : JsonSerializer.SerializeToElement(new[] { new { type = "BODY", text = BodyOf(t) } }),
        });
    }

    private async Task AddTemplateAsync(HttpContext http)
    {
        if (await access.WabaAsync(http) is not { } waba)
            return;
        if (await ReadTemplateAsync(http, waba) is not { } settings)
        {
            await access.RefuseAsync(http, 100, "A template needs name, language, category and a BODY component.");
            return;
        }

        var template = templates.Create(settings);
        await http.Response.WriteAsJsonAsync(new { id = template.Id, status = "PENDING", category = settings.Category }, http.RequestAborted);
    }

    private async Task GetHistoryAsync(HttpContext http)
    {
        if (await access.NumberAsync(http) is not { } known)
            return;
        var wamid = http.Request.Query["message_id"].ToString();
        if (!Wamid.TryRead(wamid, out var sequence) || (told.Find(sequence) ?? await store.FindAsync(sequence, http.RequestAborted)) is not { } message
            || message.Wamid != wamid || message.PhoneNumberId != known.Settings.PhoneNumberId)
        {
            await access.RefuseAsync(http, 100, "There is no such message.");
            return;
        }

        var events = Enumerable.Range(0, message.Updates.Length).Where(i => Storyline.IsStatus(message.Updates[i].Kind)).ToList();
        await WritePageAsync(http, events, i => new
        {
            delivery_status = message.Updates[i].Kind.ToString().ToUpperInvariant(),
            error_description = message.Updates[i].Code == 0 ? null : GraphErrors.Title(message.Updates[i].Code),
            occurrence_timestamp = message.DueAt(i) / 1000,
            webhook_update_state = message.IsOpen(i) ? "PENDING" : "DELIVERED",
        });
    }

    private static async Task WritePageAsync<T>(HttpContext http, List<T> all, Func<T, object> show)
    {
        var query = http.Request.Query;
        var limit = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MaxPage) : DefaultPage;
        var from = int.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;
        var next = from + limit;
        await http.Response.WriteAsJsonAsync(
            new
            {
                data = all.Skip(from).Take(limit).Select(show),
                paging = next < all.Count
                    ? (object)new { cursors = new { before = $"{from}", after = $"{next}" }, next = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}?limit={limit}&after={next}" }
                    : new { cursors = new { before = $"{from}", after = $"{next}" } },
            },
            http.RequestAborted);
    }

    private static async Task<SimulatedTemplate?> ReadTemplateAsync(HttpContext http, string waba)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            var root = document.RootElement;
            var body = root.Items("components").FirstOrDefault(c => string.Equals(c.Text("type"), "BODY", StringComparison.OrdinalIgnoreCase)).Text("text");
            return root.Text("name") is { Length: > 0 } name && root.Text("language") is { Length: > 0 } language && root.Text("category") is { Length: > 0 } category && body is not null
                ? new SimulatedTemplate
                {
                    WabaId = waba,
                    Name = name,
                    Language = language,
                    Category = category.ToUpperInvariant(),
                    Body = body,
                    ParameterCount = CountHoles(body),
                    ParameterFormat = root.Text("parameter_format")?.ToUpperInvariant() ?? "POSITIONAL",
                    Components = root.Child("components", out var components) ? components.GetRawText() : "",
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The number of different {{n}}.</summary>
    private static int CountHoles(string body)
    {
        var count = 0;
        while (body.Contains($"{{{{{count + 1}}}}}", StringComparison.Ordinal))
            count++;
        return count;
    }

    private static string BodyOf(KnownTemplate template) => template.Settings.Body.Length > 0
        ? template.Settings.Body
        : string.Join(' ', Enumerable.Range(1, template.Settings.ParameterCount).Select(i => $"{{{{{i}}}}}").Prepend(template.Settings.Name));
}
