using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Persistence;

/// <summary>Contacts got names of their own and phones one spelling; nobody may lose a name by that, or be written to against their will.</summary>
public sealed class ContactsMigrationTests : IDisposable
{
    private const string Organization = "01900000-0000-7000-8000-00000000000A";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly OldDatabase _old = new();

    public void Dispose() => _old.Dispose();

    [Fact]
    public async Task Migrate_NamesAndOptOuts_AreCarriedOver()
    {
        await _old.MigrateAsync("Budgets");
        await _old.RunAsync($"""
            INSERT INTO "Organizations" ("Id", "Name", "Slug", "DefaultRegion", "RequiresSecondFactor", "CreatedAt", "Stamp")
            VALUES ('{Organization}', 'Acme', 'acme', 'BR', 0, '2026-01-01 00:00:00', '{Organization}');
            INSERT INTO "Contacts" ("OrganizationId", "Id", "Phone", "Fields", "CreatedAt")
            VALUES ('{Organization}', '{Organization}', '+5511987654321', json_object('name', 'Ana Prado', 'order', '7'), '2026-01-01 00:00:00');
            INSERT INTO "OptOuts" ("OrganizationId", "Phone", "Source", "CreatedAt") VALUES
                ('{Organization}', '+551187654321', 'whatsapp', '2026-01-01 00:00:00'),
                ('{Organization}', '+551176543210', 'whatsapp', '2026-01-02 00:00:00'),
                ('{Organization}', '+5511976543210', 'person', '2026-01-03 00:00:00'),
                ('{Organization}', '+5215512345678', 'whatsapp', '2026-01-01 00:00:00'),
                ('{Organization}', '+551130001000', 'person', '2026-01-01 00:00:00'),
                ('{Organization}', '+447700900123', 'person', '2026-01-01 00:00:00');
            """);

        await _old.MigrateAsync();

        await using var after = _old.Open(TenantScope.All("test"));
        var contact = await after.Set<Contact>().SingleAsync(Ct);
        Assert.Equal(("Ana Prado", "ana prado"), (contact.Name, contact.SearchName));
        var optOuts = await after.Set<OptOut>().ToDictionaryAsync(o => o.Phone, o => o.Source, Ct);
        // Under both spellings: contacts and recipients of before keep theirs.
        Assert.Equal(
            ["+447700900123", "+5215512345678", "+525512345678", "+551130001000", "+551176543210", "+551187654321", "+5511976543210", "+5511987654321"],
            optOuts.Keys.Order(StringComparer.Ordinal));
        // What was entered under the phone itself is not overwritten.
        Assert.Equal("person", optOuts["+5511976543210"]);
    }
}
