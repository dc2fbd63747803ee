using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Campaigns.Persistence;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>The people of an audience's parts in SQL. No SQL Server runs here, so the vendor's parser reads what would be sent to one.</summary>
public sealed class PeopleSqlTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly OrganizationId Organization = OrganizationId.New();

    private static AudienceTerms Contacts { get; } = new(
        new ContactTerms(new ContactFilter(List: ContactListId.New(), Marketing: ConsentState.Given, CreatedFrom: Times.Now, CreatedBefore: Times.Now), ContactTagId.New()),
        null);

    public static TheoryData<CampaignOutcome> Outcomes => [.. Enum.GetValues<CampaignOutcome>()];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Statements_OfSeveralParts_ParseOnSqlServerWithEachParameterOnce(CampaignOutcome outcome)
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var code = outcome == CampaignOutcome.Failed ? "131026" : null;
        AudienceTerms[] parts = [Contacts, new AudienceTerms(null, new EarlierTerms(7, outcome, code)), Contacts];

        var people = PeopleSql.Of(AudienceTerms.People(db, Organization, parts));

        AssertParses(people.Into(SqlServerAudienceCheck.Count));
        AssertParses(people.Into(SqlServerCampaignStatements.AddPart));
        var names = people.Parameters.Select(p => p.ParameterName).ToList();
        Assert.Distinct(names);
        Assert.Empty(names.Intersect(["@org", "@key", "@first", "@due", "@columns", "@consent", "@most", "@since"], StringComparer.OrdinalIgnoreCase));
        Assert.Contains(people.Parameters, p => p.Value is Guid value && value == Organization.Value);
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Statements_OfAnEarlierCampaign_ReadItAloneOnSqlite(CampaignOutcome outcome)
    {
        await using var test = await TestDb.CreateAsync();
        await using var db = await test.OpenAsync(TenantScope.For(Organization));
        var earlier = new AudienceTerms(null, new EarlierTerms(7, outcome, outcome == CampaignOutcome.Failed ? "131026" : null));
        var people = PeopleSql.Of(AudienceTerms.People(db, Organization, [earlier, Contacts]));

        foreach (var statement in (string[])[people.Text, people.Into(SqliteCampaignStatements.AddPart)])
        {
            var plan = await PlanAsync(db, statement, people);

            // By this index it would read every campaign of the organization; with the phone it finds one contact's.
            Assert.DoesNotContain(plan, step => step.Contains("IX_Recipients_OrganizationId_Phone", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN r", StringComparison.Ordinal) || step.StartsWith("SCAN c", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Statement_OfNoParts_NamesNobody()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);

        var people = PeopleSql.Of(AudienceTerms.People(db, Organization, []));

        AssertParses(people.Into(SqlServerAudienceCheck.Count));
        Assert.Contains("0 = 1", people.Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> PlanAsync(AdminDbContext db, string statement, PeopleSql people)
    {
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
        foreach (var name in (string[])["@org", "@key", "@first", "@due"])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, 1);
            command.Parameters.Add(parameter);
        }

        command.Parameters.AddRange(people.Parameters);
        var steps = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(Ct))
        {
            while (await rows.ReadAsync(Ct))
                steps.Add(rows.GetString(3));
        }

        command.Parameters.Clear();
        return steps;
    }

    private static void AssertParses(string statement)
    {
        using var reader = new StringReader(statement);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(e => $"{e.Line}:{e.Column} {e.Message}")) + "\n" + statement);
    }
}
