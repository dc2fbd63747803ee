using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Infrastructure.SqlConsole.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Demo;

/// <summary>
/// The demo organizations with all they need to show every path. Each step looks whether it has been done, so a start that was
/// killed in the middle is completed by the next one, and what people changed since stays.
/// </summary>
internal sealed class DemoSeeder(
    IAdminDb adminDb,
    DemoPeople people,
    DemoPassword password,
    SecretService secrets,
    SqliteDirectory sqliteFiles,
    IOptions<DemoOptions> options,
    TimeProvider time,
    ILogger<DemoSeeder> log)
{
    private const string TokenName = "WHATSAPP_TOKEN";
    private const string ExpiringName = "SHIPPING_API_KEY";

    private static readonly TenantScope Scope = TenantScope.All("demo data of all organizations");

    private static readonly IReadOnlyList<DemoOrganization> Organizations =
    [
        new("Acme", "acme", [new("100000000000001", "+55 11 90000-0001", "Acme"), new("100000000000011", "+55 11 90000-0011", "Acme Support")]),
        new("Globex", "globex", [new("100000000000002", "+55 11 90000-0002", "Globex")]),
    ];

    public bool IsOn => options.Value.Enabled == true;

    public async Task SeedAsync(CancellationToken ct)
    {
        await SeedBaseAsync(ct);
        foreach (var demo in Organizations)
        {
            foreach (var number in demo.Numbers)
                await SeedNumberAsync(demo, number, ct);
            await SeedShopAsync(demo, ct);
            await SeedExpiringAsync(demo, ct);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task SeedBaseAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        if (await db.Set<Organization>().AnyAsync(o => o.Slug == Organizations[0].Slug, ct))
            return;
        var organizations = Organizations.ToDictionary(o => o.Slug, o => Organization.Create(o.Name, o.Slug, Now), StringComparer.Ordinal);
        db.AddRange(organizations.Values);
        people.Add(db, organizations, password.Read(), Now);
        foreach (var organization in organizations.Values)
            AddContent(db, organization);

        await using var write = await db.BeginWriteAsync(ct);
        await write.CommitAsync(ct);
        log.LogInformation("Seeded the demo organizations");
    }

    private void AddContent(AdminDbContext db, Organization organization)
    {
        db.Add(Chatbot.Create(organization.Id, "Order updates", "Tells customers where their order is.", Now));
        db.Add(Template.Create(organization.Id, "order_update", "en_US", "Hello {{1}}, your order {{2}} is on its way.", 2, TemplateStatus.Approved, Now, TemplateCategory.Utility));
        DemoTemplates.Add(db, organization, Now);
        db.Add(RateLimitOverride.Create(organization.Id, RatePolicyNames.WhatsAppSend, 12_000, TimeSpan.FromMinutes(1), "Demo: the numbers' own speed rules.", null, Now));
        DemoContacts.Add(db, organization, Now);
    }

    /// <summary>Gives the demo's people the password that is set, if they have another one.</summary>
    public async Task ApplyPasswordAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await people.ApplyPasswordAsync(db, password.Read(), ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task SeedNumberAsync(DemoOrganization demo, DemoNumber number, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        if (await db.Set<Number>().AnyAsync(n => n.PhoneNumberId == number.PhoneNumberId, ct))
            return;
        var organization = await db.Set<Organization>().SingleAsync(o => o.Slug == demo.Slug, ct);
        var token = await TokenAsync(db, organization.Id, ct);
        db.Add(Number.Create(organization.Id, number.PhoneNumberId, number.DisplayPhoneNumber, number.VerifiedName, token, Number.StandardThroughput, Now));
        await db.SaveChangesAsync(ct);
    }

    private async Task SeedShopAsync(DemoOrganization demo, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var organization = await db.Set<Organization>().SingleAsync(o => o.Slug == demo.Slug, ct);
        if (await db.Set<DataSource>().AnyAsync(s => s.OrganizationId == organization.Id, ct))
            return;
        await SampleShop.EnsureAsync(sqliteFiles.Ensure(organization.Id), ct);
        db.Add(DataSource.Create(organization.Id, new DataSourceSettings("Sample shop", EngineKind.Sqlite, Database: SampleShop.FileName, Mode: AccessMode.ReadOnly), Now));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A secret that expires in some days, so that the inbox has something to tell. Not again once somebody deleted it.</summary>
    private async Task SeedExpiringAsync(DemoOrganization demo, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var organization = await db.Set<Organization>().SingleAsync(o => o.Slug == demo.Slug, ct);
        if (await db.Set<Secret>().AnyAsync(s => s.OrganizationId == organization.Id && s.Name == ExpiringName, ct))
            return;
        var draft = new SecretDraft(ExpiringName, new SecretInput($"demo-{Guid.CreateVersion7():N}"))
        {
            Kind = SecretKind.ApiKey,
            Description = "Key of the shipping service. It expires soon, to show how you are told.",
            Tags = ["demo"],
            ExpiresAt = Now.AddDays(6),
        };
        await StoreAsync(organization.Id, draft, ct);
    }

    private async Task<SecretId> TokenAsync(AdminDbContext db, OrganizationId organization, CancellationToken ct)
    {
        var kept = await db.Set<Secret>().Where(s => s.OrganizationId == organization && s.Name == TokenName).Select(s => (SecretId?)s.Id).FirstOrDefaultAsync(ct);
        if (kept is { } id)
            return id;
        var draft = new SecretDraft(TokenName, new SecretInput($"demo-{Guid.CreateVersion7():N}"))
        {
            Kind = SecretKind.WhatsappToken,
            Description = "Access token of the demo number. The simulator accepts any.",
            Tags = ["demo"],
        };
        return await StoreAsync(organization, draft, ct);
    }

    private async Task<SecretId> StoreAsync(OrganizationId organization, SecretDraft draft, CancellationToken ct)
    {
        var made = await secrets.CreateAsync(Actor.System(organization, "demo"), draft, ct);
        return made.Failed ? throw new InvalidOperationException($"The demo's {draft.Name} could not be stored: {made.Error.Code}") : made.Value.Id;
    }

    private sealed record DemoOrganization(string Name, string Slug, IReadOnlyList<DemoNumber> Numbers);

    private sealed record DemoNumber(string PhoneNumberId, string DisplayPhoneNumber, string VerifiedName);
}
