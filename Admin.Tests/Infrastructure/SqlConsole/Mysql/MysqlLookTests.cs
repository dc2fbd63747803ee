using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Tests.Infrastructure.SqlConsole.Mysql;

public sealed class MysqlLookTests(MysqlShop shop) : IClassFixture<MysqlShop>
{
    [Fact]
    public async Task Describe_Owner_SeesTablesViewsKeysAndReferences()
    {
        shop.Server.Require();
        await shop.RunAsync("CREATE TABLE IF NOT EXISTS `odd ``one` (`a.b` varchar(20) NOT NULL, n int unsigned, PRIMARY KEY (`a.b`))");

        var report = (await shop.Engine.DescribeAsync(shop.Target, CancellationToken.None)).Value;

        Assert.False(report.Truncated);
        Assert.Equal(["lasting", "lasting_view", "names", "notes", "odd `one", "orders", "users"], report.Tables.Select(t => t.Name));
        var odd = report.Tables[4];
        Assert.Equal((null, "`odd ``one`"), (odd.Schema, odd.QuotedName));
        Assert.Equal([new SchemaColumn("a.b", "varchar(20)", false, true, null), new SchemaColumn("n", "int(10) unsigned", true, false, null)], odd.Columns);
        Assert.Equal(new SchemaColumn("user_id", "int(11)", true, false, "users.id"), report.Tables[5].Columns[1]);
        Assert.Equal((SchemaTableKind.Table, SchemaTableKind.View), (report.Tables[6].Kind, report.Tables[2].Kind));
        Assert.True(report.Tables[6].RowEstimate >= 0);
    }

    [Fact]
    public async Task Describe_Reader_SeesWhatItMaySelect()
    {
        shop.Server.Require();

        var report = (await shop.Engine.DescribeAsync(shop.TargetOf(shop.Reader), CancellationToken.None)).Value;

        Assert.Equal(["names", "users"], report.Tables.Select(t => t.Name));
    }

    [Fact]
    public async Task Explain_Join_IsATreeWithRows()
    {
        shop.Server.Require();

        var plan = (await shop.Engine.ExplainAsync(
            shop.Target, shop.Calls.Query("SELECT * FROM users JOIN orders ON user_id = users.id WHERE total > :t ORDER BY name", 1L), CancellationToken.None)).Value;

        var nodes = Flatten(plan.Root).ToList();
        Assert.Equal(["orders", "users"], nodes.Select(n => n.Subject).OfType<string>().Order());
        Assert.All(nodes.Where(n => n.Subject is not null), n => Assert.True(n.Rows >= 1));
        Assert.Contains(nodes, n => n.Name == "ALL" && n.Details.Any(d => d.StartsWith("attached condition: ", StringComparison.Ordinal)));
        Assert.StartsWith("{", plan.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHOW TABLES", "plan_not_offered")]
    [InlineData("DROP TABLE notes", "plan_not_offered")]
    [InlineData("SELECT * FROM missing", "statement_failed")]
    [InlineData("SELECT 1 FROM", "statement_failed")]
    [InlineData("SELECT 1; DELETE FROM notes", "statement_failed")]
    public async Task Explain_WhatHasNoPlan_SaysWhy(string statement, string code)
    {
        shop.Server.Require();

        var plan = await shop.Engine.ExplainAsync(shop.Target, shop.Calls.Query(statement), CancellationToken.None);

        Assert.Equal(code, plan.Error?.Code);
        Assert.Equal("2", await shop.AskAsync("SELECT COUNT(*) FROM notes"));
    }

    private static IEnumerable<PlanNode> Flatten(PlanNode node) => node.Children.SelectMany(Flatten).Prepend(node);
}
