using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using Admin.Infrastructure.SqlConsole.SqlServer;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

/// <summary>The engine's own statements, read by the vendor's parser, and what it makes of their answers.</summary>
public sealed class SqlServerStatementsTests
{
    [Theory]
    [InlineData(AccessMode.ReadOnly)]
    [InlineData(AccessMode.Write)]
    public void Question_OfRights_IsTransactSql(AccessMode mode) => AssertParses(SqlServerRights.Question(mode));

    [Fact]
    public void Question_OfAReadOnlySource_AlsoAsksForWriting()
    {
        Assert.Contains("db_datawriter", SqlServerRights.Question(AccessMode.ReadOnly), StringComparison.Ordinal);
        Assert.DoesNotContain("db_datawriter", SqlServerRights.Question(AccessMode.Write), StringComparison.Ordinal);
    }

    [Fact]
    public void SafeAccount_DatabaseWithABracket_IsQuoted()
    {
        var statements = SqlServerRights.SafeAccount("a]b");

        AssertParses(statements);
        Assert.Contains("USE [a]]b];", statements, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Columns_AndKeys_AreTransactSql()
    {
        AssertParses(SqlServerSession.Settings(TimeSpan.FromSeconds(10)));
        AssertParses(SqlServerSchema.Columns);
        AssertParses(SqlServerChange.KeyColumns);
    }

    [Theory]
    [InlineData("SELECT 1", 1, 0)]
    [InlineData("SELECT 1\n  FROM x", 2, 11)]
    [InlineData("SELECT 1", 2, null)]
    [InlineData("SELECT 1", 0, null)]
    public void Place_OfALine_IsItsFirstCharacter(string statement, int line, int? expected) => Assert.Equal(expected, SqlServerFailures.Place(statement, line));

    [Fact]
    public void Report_OfRows_GroupsThemIntoTables()
    {
        var rows = new ResultBuffer(10, 100_000);
        rows.Describe([.. Enumerable.Range(0, 9).Select(i => new ResultColumn($"c{i}", null))]);
        rows.Add(["dbo", "or]ders", "U ", "id", "int", false, 1L, null, 7L], 10);
        rows.Add(["dbo", "or]ders", "U ", "user_id", "int", true, 0L, "users.id", 7L], 10);
        rows.Add(["dbo", "recent", "V ", "id", "int", true, 0L, null, null], 10);

        var report = SqlServerSchema.Report(rows);

        Assert.Equal([("[dbo].[or]]ders]", SchemaTableKind.Table, 7L), ("[dbo].[recent]", SchemaTableKind.View, null)], report.Tables.Select(t => (t.QuotedName, t.Kind, t.RowEstimate)));
        Assert.Equal([new SchemaColumn("id", "int", false, true, null), new SchemaColumn("user_id", "int", true, false, "users.id")], report.Tables[0].Columns);
    }

    [Theory]
    [InlineData(null, "@n nvarchar(4000)")]
    [InlineData(true, "@n bit")]
    [InlineData(1L, "@n bigint")]
    [InlineData(1.5, "@n float")]
    [InlineData("x", "@n nvarchar(4000)")]
    public void Declare_Parameter_HasTheTypeItIsSentWith(object? value, string expected) => Assert.Equal(expected, SqlServerParameter.Declare(new BoundParameter("n", 0, 2, value)));

    private static void AssertParses(string text)
    {
        using var reader = new StringReader(text);
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
    }
}
