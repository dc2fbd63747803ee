using System.Text.RegularExpressions;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Campaigns;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Messaging.Contacts;

/// <summary>The list of contacts and its count must not cost more than what they show: nothing large is sorted, and filters go by index.</summary>
public sealed partial class ContactPlanTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = Xunit.TestContext.Current.CancellationToken;

    private readonly Organization _organization = Organization.Create("Acme", "acme", Times.Now);
    private TestDb _test = null!;
    private ContactList _list = null!;
    private AdminDbContext _db = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDb.CreateAsync();
        _list = ContactList.Create(_organization.Id, "Customers", Times.Now);
        await _test.AddAsync(_organization, _list, ContactTag.Create(_organization.Id, "vip", Times.Now));
        _db = await _test.OpenAsync(TenantScope.For(_organization.Id));
        await _db.Database.OpenConnectionAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _db.DisposeAsync();
        await _test.DisposeAsync();
    }

    public static TheoryData<string> Filters => ["everybody", "list", "tag", "marketing", "utility", "name", "digits", "created"];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task List_OfManyThatMatch_IsReadInItsOrder(string filter)
    {
        var terms = await TermsAsync(filter);

        var plan = await PlanAsync(terms.Ordered(_db, ContactOrder.Newest).Take(50));

        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) && step.Contains("ORDER BY", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_ByName_IsReadInItsOrder()
    {
        var plan = await PlanAsync((await TermsAsync("everybody")).Ordered(_db, ContactOrder.Name).Take(50));

        Assert.DoesNotContain(plan, step => step.Contains("ORDER BY", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("IX_Contacts_OrganizationId_SearchName_Id", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("list", "ContactListEntries")]
    [InlineData("tag", "ContactTagEntries")]
    [InlineData("opted out", "OptOuts")]
    public async Task List_OfFewThatMatch_BeginsWithThem(string filter, string table)
    {
        var plan = await PlanAsync((await TermsAsync(filter)).BySet(_db).Select(c => c.Id));

        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains(table, StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("OrganizationId=? AND Id=?", StringComparison.Ordinal) || step.Contains("OrganizationId=? AND Phone=?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("everybody")]
    [InlineData("marketing")]
    [InlineData("utility")]
    [InlineData("name")]
    [InlineData("digits")]
    [InlineData("created")]
    public async Task Count_ReadsOnlyAnIndex(string filter)
    {
        var plan = await PlanAsync((await TermsAsync(filter)).BySet(_db).GroupBy(c => 1).Select(g => g.Count()));

        Assert.Contains(plan, step => step.Contains("USING COVERING INDEX", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tag and marketing", "ContactTagEntries")]
    [InlineData("list and marketing", "ContactListEntries")]
    public async Task FromSet_OfFewWithAConsent_BeginsWithThemAndNotWithWhoConsents(string filter, string table)
    {
        var plan = await PlanAsync((await (await TermsAsync(filter)).FromSetAsync(_db, Ct))!);

        Assert.Contains(table, plan[0], StringComparison.Ordinal);
        Assert.Contains(plan, step => step.Contains("OrganizationId=? AND Id=?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.SqlServer)]
    public async Task Rows_OfContacts_AreKeptByEachProviderAndGoWithTheirContact(DatabaseProvider provider)
    {
        await using var test = await TestDb.CreateAsync(provider);
        var organization = Organization.Create("Globex", "globex", Times.Now);
        var contact = Contact.Create(organization.Id, "+5511987654321", ContactFields.Of([KeyValuePair.Create("name", (string?)"João")]).Value, Times.Now);
        var list = ContactList.Create(organization.Id, "Customers", Times.Now);
        var tag = ContactTag.Create(organization.Id, "VIP", Times.Now);
        contact.Hear(ConsentPurpose.Marketing, ConsentState.Given, Times.Now, Times.Now);
        await test.AddAsync(organization, contact, list, tag, ContactListEntry.Create(list, contact.Id), ContactTagEntry.Create(tag, contact.Id));

        await using (var db = await test.OpenAsync(TenantScope.For(organization.Id)))
        {
            var read = await db.Set<Contact>().SingleAsync(Ct);
            Assert.Equal(("João", "joao", ConsentState.Given, ConsentState.Unknown), (read.Name, read.SearchName, read.MarketingConsent, read.UtilityConsent));
            db.Remove(read);
            await db.SaveChangesAsync(Ct);
        }

        await using var after = await test.OpenAsync(TenantScope.For(organization.Id));
        Assert.Equal((0, 0, 1), (await after.Set<ContactListEntry>().CountAsync(Ct), await after.Set<ContactTagEntry>().CountAsync(Ct), await after.Set<ContactList>().CountAsync(Ct)));
    }

    private async Task<ContactTerms> TermsAsync(string filter)
    {
        var wanted = filter switch
        {
            "list" => new ContactFilter(List: _list.Id),
            "tag" => new ContactFilter(Tag: "VIP"),
            "marketing" => new ContactFilter(Marketing: ConsentState.Given),
            "utility" => new ContactFilter(Utility: ConsentState.Given),
            "name" => new ContactFilter("silva"),
            "digits" => new ContactFilter("8765"),
            "created" => new ContactFilter(CreatedFrom: Times.Now),
            "tag and marketing" => new ContactFilter(Tag: "VIP", Marketing: ConsentState.Given),
            "list and marketing" => new ContactFilter(List: _list.Id, Marketing: ConsentState.Given),
            "opted out" => new ContactFilter(OptedOut: true),
            _ => ContactFilter.Everybody,
        };
        return (await new ContactFinder(new LibPhoneNumbers()).ReadAsync(_db, _organization.Id, wanted, Ct)).Value;
    }

    private async Task<List<string>> PlanAsync<T>(IQueryable<T> query)
    {
        var sql = string.Join('\n', query.ToQueryString().Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        await using var command = _db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        foreach (var name in ParameterName().Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, "50");
            command.Parameters.Add(parameter);
        }

        List<string> plan = [];
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            plan.Add(reader.GetString(3));
        return plan;
    }

    [GeneratedRegex("@[A-Za-z_0-9]+")]
    private static partial Regex ParameterName();
}
