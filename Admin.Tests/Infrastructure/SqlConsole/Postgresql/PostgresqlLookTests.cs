using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Tests.Infrastructure.SqlConsole.Postgresql;

public sealed class PostgresqlLookTests(PostgresqlShop shop) : IClassFixture<PostgresqlShop>
{
    [Fact]
    public async Task Describe_Owner_SeesTablesViewsKeysAndReferences()
    {
        shop.Server.Require();
        await shop.RunAsync($"""
            SET ROLE {shop.Owner};
            CREATE SCHEMA IF NOT EXISTS "Odd ""One";
            CREATE TABLE IF NOT EXISTS "Odd ""One"."Select" ("a.b" varchar(20) NOT NULL, tags text[], PRIMARY KEY ("a.b"));
            CREATE MATERIALIZED VIEW IF NOT EXISTS public.totals AS SELECT sum(total) AS total FROM public.orders;
            ANALYZE public.users;
            """);

        var report = (await shop.Engine.DescribeAsync(shop.Target, CancellationToken.None)).Value;

        Assert.False(report.Truncated);
        Assert.Equal(["Select", "names", "notes", "orders", "totals", "users"], report.Tables.Select(t => t.Name));
        var odd = report.Tables[0];
        Assert.Equal(("Odd \"One", "\"Odd \"\"One\".\"Select\""), (odd.Schema, odd.QuotedName));
        Assert.Equal([new SchemaColumn("a.b", "character varying(20)", false, true, null), new SchemaColumn("tags", "text[]", true, false, null)], odd.Columns);
        var users = report.Tables[5];
        Assert.Equal(("public", "users", 3L, SchemaTableKind.Table), (users.Schema, users.QuotedName, users.RowEstimate, users.Kind));
        Assert.Equal(new SchemaColumn("user_id", "integer", true, false, "users.id"), report.Tables[3].Columns[1]);
        Assert.Equal([SchemaTableKind.View, SchemaTableKind.View], new[] { report.Tables[1].Kind, report.Tables[4].Kind });
    }

    [Fact]
    public async Task Describe_Reader_SeesWhatItMaySelect()
    {
        shop.Server.Require();

        var report = (await shop.Engine.DescribeAsync(shop.TargetOf(shop.Reader), CancellationToken.None)).Value;

        Assert.Equal(["names", "users"], report.Tables.Select(t => t.Name));
    }

    [Fact]
    public async Task Explain_Join_IsATreeWithCostsAndRows()
    {
        shop.Server.Require();

        var plan = (await shop.Engine.ExplainAsync(shop.Target, shop.Calls.Query("SELECT * FROM users JOIN orders ON user_id = users.id WHERE users.id = :id", 1L), CancellationToken.None)).Value;

        var nodes = Flatten(plan.Root).ToList();
        Assert.Contains("users", nodes.Select(n => n.Subject));
        Assert.Contains("orders", nodes.Select(n => n.Subject));
        Assert.All(nodes, n => Assert.True(n.Cost >= 0 && n.Rows >= 0));
        Assert.Contains(nodes, n => n.Details.Any(d => d.Contains("user_id", StringComparison.Ordinal)));
        Assert.Contains("cost=", plan.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHOW server_version", "plan_not_offered")]
    [InlineData("DROP TABLE notes", "plan_not_offered")]
    [InlineData("SELECT * FROM missing", "statement_failed")]
    [InlineData("SELECT 1 FROM", "statement_failed")]
    [InlineData("ANALYZE DELETE FROM notes", "plan_not_offered")]
    [InlineData("SELECT 1; DELETE FROM notes", "engine_refused")]
    public async Task Explain_WhatHasNoPlan_SaysWhy(string statement, string code)
    {
        shop.Server.Require();

        var plan = await shop.Engine.ExplainAsync(shop.Target, shop.Calls.Query(statement), CancellationToken.None);

        Assert.Equal(code, plan.Error?.Code);
        Assert.Equal(2, await shop.AskAsync<long>("SELECT count(*) FROM notes"));
    }

    private static IEnumerable<PlanNode> Flatten(PlanNode node) => node.Children.SelectMany(Flatten).Prepend(node);
}
