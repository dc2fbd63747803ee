using System.Text;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Admin.Tests.Infrastructure.SqlConsole.Sqlite;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.PersonalData;

/// <summary>A phone is planted wherever the product keeps one, by the services that do it; afterwards every column of every table is read.</summary>
public sealed class PersonDeskTests : IAsyncLifetime
{
    private const string Phone = "+5511987654321";
    private const string Digits = "5511987654321";
    private const string Tail = "87654321";

    private static readonly CancellationToken None = CancellationToken.None;

    private World _world = null!;

    private Actor Admin => _world.Acme.Admin with { Reason = "asked for by letter" };

    private PersonDesk Desk => _world.Get<PersonDesk>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task EraseAsync_APhoneThatIsEverywhere_LeavesItNowhere()
    {
        await PlantAsync();
        var found = (await Desk.FindAsync(Admin, "+55 (11) 98765-4321", None)).Value;
        Assert.Equal(["contacts", "opt_outs", "recipients", "daily_people", "webhook_bodies", "queries"], found.Places.Select(p => p.Name));

        var erased = await Desk.EraseAsync(Admin, Phone, None);

        Assert.Null(erased.Error);
        Assert.Equal(0, erased.Value.Left);
        Assert.NotNull(erased.Value.DoneAt);
        Assert.Empty(await TracesAsync());
        Assert.Empty((await Desk.FindAsync(Admin, Phone, None)).Value.Places);
        Assert.NotNull((await Desk.FindAsync(Admin, Phone, None)).Value.ErasedAt);
    }

    [Fact]
    public async Task EraseAsync_CountsOfCampaignsStay_AndWhoWaitsIsSkipped()
    {
        var key = await PlantAsync();

        await Desk.EraseAsync(Admin, Phone, None);

        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        var rows = await db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == key).OrderBy(r => r.Ordinal).ToListAsync();
        Assert.Equal([RecipientState.Skipped, RecipientState.Pending], rows.Select(r => r.State));
        Assert.Equal(("erased", "{}", null), (rows[0].Reason, rows[0].Fields, rows[0].Wamid));
        Assert.Equal("+5511987654399", rows[1].Phone);
        var counts = (await db.Set<Campaign>().SingleAsync(c => c.Key == key)).Counts;
        Assert.Equal((1, 1), (counts.Pending, counts.Skipped));
    }

    [Fact]
    public async Task EraseAsync_OneOnItsWay_IsErasedOnceItIsSettled()
    {
        await PlantAsync();
        var attempt = Guid.CreateVersion7();
        await ChangeRecipientAsync(r =>
        {
            // Claimed and begun, as by an engine.
            Claim(r, attempt);
            Assert.True(r.Begin(attempt, attempt, _world.Now.AddMinutes(1)));
        });

        var first = (await Desk.EraseAsync(Admin, Phone, None)).Value;
        Assert.Equal((1, null), (first.Left, first.DoneAt));

        await ChangeRecipientAsync(r => Assert.True(r.Accept(attempt, "wamid.HBgNNTUxMTk4NzY1NDMyMQ==", _world.Now)));
        Assert.Equal(1, await _world.Get<ErasureRunner>().SweepAsync(None));

        Assert.Empty(await TracesAsync());
        Assert.Equal(first.Id, Assert.Single((await Desk.ListAsync(Admin, new PageRequest(1), None)).Value.Items).Id);
    }

    [Fact]
    public async Task EraseAsync_AProcessThatEndsInTheMiddle_IsMadeUpForByTheSweep()
    {
        await PlantAsync();
        var places = _world.Get<IEnumerable<IPersonPlace>>().ToList();
        var halfway = new ErasureRunner(_world.Db.Db, _world.Get<AuditLog>(), _world.Get<PersonSeal>(), [.. places.Take(3), new Breaks()], _world.Get<IDiskTraces>(), _world.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ErasureRunner>.Instance);
        var desk = new PersonDesk(_world.Db.Db, _world.Get<Access>(), _world.Get<AuditLog>(), _world.Get<IPhoneNumbers>(), _world.Get<PersonSeal>(), halfway, places, _world.Time);
        await Assert.ThrowsAsync<IOException>(() => desk.EraseAsync(Admin, Phone, None));
        Assert.NotEmpty(await TracesAsync());

        Assert.Equal(1, await _world.Get<ErasureRunner>().SweepAsync(None));

        Assert.Empty(await TracesAsync());
    }

    [Fact]
    public async Task EraseAsync_AnotherOrganizationsPerson_StaysTheirs()
    {
        await _world.Db.AddAsync(Contact.Create(_world.Globex.Id, Phone, ContactFields.None, _world.Now));

        await Desk.EraseAsync(Admin, Phone, None);

        Assert.Equal("contacts", Assert.Single((await Desk.FindAsync(_world.Globex.Admin, Phone, None)).Value.Places).Name);
    }

    [Fact]
    public async Task EraseAsync_WhoHadOptedOut_StaysSo()
    {
        await _world.Get<OptOuts>().AddAsync(Admin, Phone, None);
        await Desk.EraseAsync(Admin, Phone, None);
        var campaign = await CampaignAsync();
        await StartAndPlanAsync(campaign.Id);

        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        var row = await db.Set<Recipient>().AsNoTracking().SingleAsync(r => r.CampaignKey == campaign.Key && r.Phone == Phone);
        Assert.Equal((RecipientState.Skipped, CampaignPlanner.OptedOut), (row.State, row.Reason));

        Assert.Null((await _world.Get<OptOuts>().RemoveAsync(Admin, Phone, None)).Error);
        Assert.Equal("opt_out_not_found", (await _world.Get<OptOuts>().RemoveAsync(Admin, Phone, None)).Error!.Code);
    }

    [Fact]
    public async Task EraseAsync_WhoCameBackIntoTheSameDraft_IsErasedAgain()
    {
        await PlantAsync();
        await Desk.EraseAsync(Admin, Phone, None);
        await using (var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id)))
        {
            var campaign = await db.Set<Campaign>().SingleAsync();
            using var csv = new MemoryStream(Encoding.UTF8.GetBytes($"phone,name\n{Phone},Maria\n"));
            Assert.Equal(1, (await _world.Get<CampaignAudience>().ImportAsync(Admin, campaign.Id, csv, None)).Value.Imported);
        }

        Assert.Equal(0, (await Desk.EraseAsync(Admin, Phone, None)).Value.Left);

        Assert.Empty(await TracesAsync());
    }

    [Fact]
    public async Task RetryFailed_WhoWasErasedSince_IsNotWrittenToAgain()
    {
        var campaign = await CampaignAsync();
        await StartAndPlanAsync(campaign.Id);
        var attempt = Guid.CreateVersion7();
        await ChangeRecipientAsync(r =>
        {
            Claim(r, attempt);
            Assert.True(r.Begin(attempt, attempt, _world.Now.AddMinutes(1)));
            Assert.True(r.Fail(attempt, new AttemptError(1, attempt, _world.Now, "131026", "undeliverable")));
        });
        await Desk.EraseAsync(Admin, Phone, None);

        Assert.Equal("nothing_to_retry", (await _world.Get<CampaignControl>().RetryFailedAsync(Admin, campaign.Id, code: null, None)).Error!.Code);
    }

    [Fact]
    public async Task ExportAsync_WebhookOfManyPeople_HasTheirOwnPartsOnly()
    {
        var number = _world.Acme.Number.PhoneNumberId;
        var body = Encoding.UTF8.GetBytes($$$"""{"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"{{{number}}}"},"statuses":[{"recipient_id":"{{{Digits}}}"},{"recipient_id":"5511911112222"}],"calls":[{"to":"{{{Digits}}}","event":"unheard of"}]} },{"value":{"metadata":{"phone_number_id":"900"},"messages":[{"from":"{{{Digits}}}","text":"to another organization"}]} }]}]}""");
        var webhook = WebhookEvent.Create(new SignedWebhook(WhatsAppAppId.Platform, body, "", null), new string('b', WebhookEvent.HashLength), $"{number} 900", forwarded: false, _world.Now);
        await _world.Db.AddAsync(webhook);

        var json = JsonSerializer.Serialize((await Desk.ExportAsync(Admin, Phone, None)).Value);

        Assert.Contains(Digits, json, StringComparison.Ordinal);
        Assert.Contains("unheard of", json, StringComparison.Ordinal);
        Assert.DoesNotContain("5511911112222", json, StringComparison.Ordinal);
        Assert.DoesNotContain("another organization", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_HasEverything_AndNamesItInTheAuditByItsMark()
    {
        await PlantAsync();

        var export = (await Desk.ExportAsync(Admin, Phone, None)).Value;

        var json = JsonSerializer.Serialize(export);
        Assert.Contains("Maria", json, StringComparison.Ordinal);
        Assert.Contains("Customers", json, StringComparison.Ordinal);
        Assert.Contains("SELECT 1 -- for", json, StringComparison.Ordinal);
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        var entry = await db.Set<AuditEntry>().AsNoTracking().SingleAsync(e => e.Action == "person.exported");
        Assert.True(PersonMark.Is(entry.SubjectId!));
        Assert.Equal("asked for by letter", entry.Reason);
    }

    [Fact]
    public async Task Desk_WithoutTheRightOrAReasonOrAProof_Refuses()
    {
        Assert.Equal("forbidden", (await Desk.FindAsync(_world.Acme.Manager, Phone, None)).Error!.Code);
        Assert.Equal("reason_required", (await Desk.EraseAsync(_world.Acme.Admin with { Reason = null }, Phone, None)).Error!.Code);
        Assert.Equal("phone_invalid", (await Desk.FindAsync(Admin, "nobody", None)).Error!.Code);
        Assert.Equal("nothing_kept", (await Desk.ExportAsync(Admin, Phone, None)).Error!.Code);
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("reauthentication_required", (await Desk.EraseAsync(Admin, Phone, None)).Error!.Code);
        Assert.Equal("reauthentication_required", (await Desk.ExportAsync(Admin, Phone, None)).Error!.Code);
    }

    /// <summary>The key of the campaign whose first recipient is the person.</summary>
    private async Task<long> PlantAsync()
    {
        var acme = _world.Acme;
        var contact = Contact.Create(acme.Id, Phone, ContactFields.Parse("""{"name":"Maria"}"""), _world.Now);
        var list = ContactList.Create(acme.Id, "Customers", _world.Now);
        await _world.Db.AddAsync(contact, list, ContactListEntry.Create(list, contact.Id));
        await _world.Db.AddAsync(PortfolioPerson.Create(acme.Id, Phone, Guid.CreateVersion7(), _world.Now));
        var body = Encoding.UTF8.GetBytes($$$"""{"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"{{{acme.Number.PhoneNumberId}}}"},"statuses":[{"recipient_id":"{{{Digits}}}"}]} }]}]}""");
        var webhook = WebhookEvent.Create(new SignedWebhook(WhatsAppAppId.Platform, body, "", null), new string('a', WebhookEvent.HashLength), acme.Number.PhoneNumberId, forwarded: false, _world.Now);
        webhook.Merged();
        await _world.Db.AddAsync(webhook);
        var campaign = await CampaignAsync();
        await _world.Get<OptOuts>().AddAsync(Admin, Phone, None);
        await UseConsoleAsync();
        return campaign.Key;
    }

    private async Task UseConsoleAsync()
    {
        var source = DataSource.Create(_world.Acme.Id, new DataSourceSettings("Shop", EngineKind.Sqlite, Database: "shop.db", Mode: AccessMode.ReadOnly), _world.Now);
        await _world.Db.AddAsync(source);
        using var shop = new SqliteShop(_world.Acme.Id, _world.Db.Directory);
        var statement = "SELECT 1 -- for +55 11 98765-4321";
        await _world.Get<StatementRunner>().RunAsync(_world.Acme.Admin, new RunRequest(source.Id, statement, QueryParameters.None) { Keep = true }, None);
        Assert.Null((await _world.Get<SavedQueries>().CreateAsync(_world.Acme.Admin, new SavedQueryDraft(source.Id, "Of (11) 98765-4321", statement), None)).Error);
    }

    private async Task<Campaign> CampaignAsync()
    {
        var acme = _world.Acme;
        var draft = new CampaignDraft("May", acme.Number.PhoneNumberId, acme.Template.Name, acme.Template.Language, ["{{name}}", "b"], null);
        var made = (await _world.Get<CampaignEditor>().CreateAsync(Admin, draft, None)).Value;
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes($"phone,name\n{Phone},Maria\n+5511987654399,Ana\n"));
        Assert.Equal(2, (await _world.Get<CampaignAudience>().ImportAsync(Admin, made.Id, csv, None)).Value.Imported);
        await using var db = await _world.Db.OpenAsync(TenantScope.For(acme.Id));
        return await db.Set<Campaign>().AsNoTracking().SingleAsync(c => c.Id == made.Id);
    }

    private async Task StartAndPlanAsync(CampaignId id)
    {
        Assert.Null((await _world.Get<CampaignControl>().StartAsync(Admin, id, None)).Error);
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        await _world.Get<CampaignPlanner>().PlanAsync((await db.Set<Campaign>().SingleAsync(c => c.Id == id)).Ref, None);
    }

    private async Task ChangeRecipientAsync(Action<Recipient> change)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        change(await db.Set<Recipient>().SingleAsync(r => r.Phone == Phone));
        await db.SaveChangesAsync();
    }

    private static void Claim(Recipient recipient, Guid claim) =>
        typeof(Recipient).GetProperty(nameof(Recipient.ClaimToken))!.SetValue(recipient, claim);

    /// <summary>Table and column of each text or bytes that name the person, over the whole database.</summary>
    private async Task<List<string>> TracesAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("where a phone stands"));
        await db.Database.OpenConnectionAsync();
        var traces = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    var text = reader.IsDBNull(i) ? "" : reader.GetValue(i) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!;
                    var digits = new string([.. text.Where(char.IsAsciiDigit)]);
                    if (digits.Contains(Tail, StringComparison.Ordinal) || text.Contains("Maria", StringComparison.Ordinal) || text.Contains("NTUxMTk4NzY1NDMyMQ", StringComparison.Ordinal))
                        traces.Add($"{table}.{reader.GetName(i)}");
                }
            }
        }

        return traces;
    }

    private sealed class Breaks : IPersonPlace
    {
        public string Name => "breaks";

        public IReadOnlyList<string> Tables => [];

        public Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct) => throw new NotSupportedException();

        public Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct) => throw new IOException("The process ends here.");
    }
}
