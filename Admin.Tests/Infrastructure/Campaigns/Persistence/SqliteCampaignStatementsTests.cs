using System.Data.Common;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Campaigns.Persistence;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns.Persistence;

/// <summary>What the engine asks at each step must not cost more in a larger campaign.</summary>
public sealed class SqliteCampaignStatementsTests
{
    public static TheoryData<string, string> EachStep => new()
    {
        { nameof(SqliteCampaignStatements.Claim), SqliteCampaignStatements.Claim },
        { nameof(SqliteCampaignStatements.Read), SqliteCampaignStatements.Read },
        { nameof(SqliteCampaignStatements.Save), SqliteCampaignStatements.Save },
    };

    [Theory]
    [MemberData(nameof(EachStep))]
    public async Task Statement_OfEachStep_FindsRecipientsByOrdinal(string name, string statement)
    {
        await using var test = await TestDb.CreateAsync();
        await using var db = await test.OpenAsync(TenantScope.All("a plan"));
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
        foreach (var parameter in new[] { "@org", "@key", "@epoch", "@take", "@now", "@until", "@latest", "@token", "@ordinals", "@rows" }.Where(p => statement.Contains(p, StringComparison.Ordinal)))
        {
            var given = command.CreateParameter();
            (given.ParameterName, given.Value) = (parameter, "[]");
            command.Parameters.Add(given);
        }

        var plan = await PlanAsync(command);

        Assert.True(plan.Any(step => step.Contains("(CampaignKey=? AND Ordinal=?)", StringComparison.Ordinal)), $"{name}: {string.Join(" | ", plan)}");
        Assert.DoesNotContain(plan, step => step.Contains("(OrganizationId=? AND CampaignKey=?)", StringComparison.Ordinal) || step.EndsWith("(CampaignKey=?)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RestOfPairs_FindsPeopleByPhone()
    {
        await using var test = await TestDb.CreateAsync();
        await using var db = await test.OpenAsync(TenantScope.For(OrganizationId.New()));
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var campaign = Campaign.Create(OrganizationId.New(), new CampaignContent("Plan", NumberId.New(), "order_update", "en_US", [], ScheduledAt: null), DateTime.UnixEpoch);
        await using var command = PairBudget.Resting(db, campaign, campaign.NumberId, ["+5521987000001", "+5521987000002"], DateTime.UnixEpoch).CreateDbCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {command.CommandText}";

        var plan = await PlanAsync(command);

        Assert.True(plan.Any(step => step.Contains("(OrganizationId=? AND Phone=?)", StringComparison.Ordinal)), string.Join(" | ", plan));
        Assert.DoesNotContain(plan, step => step.Contains("SCAN r", StringComparison.Ordinal));
    }

    private static async Task<List<string>> PlanAsync(DbCommand command)
    {
        List<string> plan = [];
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            plan.Add(reader.GetString(3));
        return plan;
    }
}
