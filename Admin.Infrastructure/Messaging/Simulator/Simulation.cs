using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Whether the simulator stands in for the Cloud API, and its life within the application's.</summary>
public sealed class Simulation(
    CloudApiSimulator simulator,
    WhatsAppEndpoint endpoint,
    IOptions<SimulatorOptions> options,
    IOptions<WhatsAppOptions> whatsApp,
    IAdminDb adminDb,
    DataDirectory directory)
{
    private const string WebhookPath = "/webhooks/whatsapp";

    // Senders that nobody has registered yet, so that adding a number can be tried out.
    private static readonly IReadOnlyList<string> Unregistered = ["100000000000003", "100000000000004", "100000000000005"];

    private static readonly TenantScope Scope = TenantScope.All("the simulated platform knows every organization's numbers and templates");

    public bool IsOn => options.Value.Enabled == true;

    public async Task StartAsync(CancellationToken ct)
    {
        var settings = options.Value;
        settings.AppSecret = whatsApp.Value.AppSecret!;
        settings.VerifyToken = whatsApp.Value.VerifyToken ?? "";
        if (settings.DatabasePath.Length == 0)
            settings.DatabasePath = directory.File("simulator.db");
        await simulator.StartAsync(settings, ct);
        await FillAsync(ct);
        endpoint.BaseUrl = simulator.BaseUrl;
    }

    /// <summary>Statuses wait until it is known where the application listens.</summary>
    public void DeliverTo(Uri application) => simulator.WebhookUrl = new Uri(application, WebhookPath);

    public Task StopAsync() => simulator.StopAsync();

    private async Task FillAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var numbers = await db.Set<Number>().AsNoTracking().OrderBy(n => n.PhoneNumberId).ToListAsync(ct);
        var accounts = numbers.GroupBy(n => n.OrganizationId).ToDictionary(g => g.Key, g => WabaOf(g.First()));
        foreach (var number in numbers)
            simulator.AddNumber(new SimulatedNumber { PhoneNumberId = number.PhoneNumberId, DisplayPhoneNumber = number.DisplayPhoneNumber, VerifiedName = number.VerifiedName, WabaId = number.BusinessAccountId ?? accounts[number.OrganizationId], MessagesPerSecond = number.MessagesPerSecond });
        foreach (var id in Unregistered.Except(numbers.Select(n => n.PhoneNumberId), StringComparer.Ordinal))
            simulator.AddNumber(new SimulatedNumber { PhoneNumberId = id, DisplayPhoneNumber = $"+55 11 90000-{id[^4..]}" });
        foreach (var template in await db.Set<Template>().AsNoTracking().Where(t => t.GoneAt == null).ToListAsync(ct))
        {
            simulator.AddTemplate(new SimulatedTemplate
            {
                WabaId = template.BusinessAccountId.Length > 0 ? template.BusinessAccountId : accounts.GetValueOrDefault(template.OrganizationId, ""),
                Name = template.Name,
                Language = template.Language,
                Category = template.Category == TemplateCategory.Unknown ? "UTILITY" : template.Category.ToString().ToUpperInvariant(),
                Body = template.Body,
                ParameterCount = template.ParameterCount,
                Components = template.Components ?? "",
                ParameterFormat = template.Format.ToString().ToUpperInvariant(),
                Status = StatusOf(template.Status),
            });
        }
    }

    /// <summary>A business account per organization, told from its first number.</summary>
    private static string WabaOf(Number number) => $"2{number.PhoneNumberId[1..]}";

    private static SimulatedTemplateStatus StatusOf(TemplateStatus status) => status switch
    {
        TemplateStatus.Pending => SimulatedTemplateStatus.Pending,
        TemplateStatus.Approved => SimulatedTemplateStatus.Approved,
        TemplateStatus.Rejected => SimulatedTemplateStatus.Rejected,
        TemplateStatus.Paused => SimulatedTemplateStatus.Paused,
        TemplateStatus.Disabled => SimulatedTemplateStatus.Disabled,
    };
}
