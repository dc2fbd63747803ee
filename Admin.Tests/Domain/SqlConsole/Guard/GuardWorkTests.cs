using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard.Sql;
using Admin.Domain.SqlConsole.Guard.SqlServer;
using Admin.Infrastructure.SqlConsole.SqlServer;

namespace Admin.Tests.Domain.SqlConsole.Guard;

/// <summary>The guard's work grows with the text alone: counted in looks at tokens, not by a clock.</summary>
public sealed class GuardWorkTests
{
    /// <summary>Beginning, what is repeated, and end.</summary>
    public static TheoryData<string, string, string> Shapes => new()
    {
        { "SELECT 1", ",1", "" },
        { "SELECT 1", "+ 1", "" },
        { "SELECT a FROM t WHERE a = 1", " AND b = 2", "" },
        { "SELECT a FROM t", " JOIN u ON u.id = t.id", "" },
        { "SELECT 1", " UNION ALL SELECT 1", "" },
        { "SELECT 1", ", lower(a)", " FROM t" },
        { "SELECT 1 FROM lower('x')", ", lower('x') x", "" },
        { "WITH x0 AS (SELECT 1)", ", x AS (SELECT a FROM t)", " SELECT 1" },
        { "SELECT 1", ", (WITH x AS (SELECT 1) SELECT 1)", "" },
        { "DELETE FROM t WHERE id = 1", " OR id = 2", "" },
        { "DELETE FROM t WHERE id IN (1", ",1", ")" },
        { "DELETE FROM t WHERE id = 1", " AND EXISTS (SELECT 1 FROM u WHERE u.id = 5)", "" },
        { "DELETE FROM t WHERE id = coalesce(1", ", lower(id)", ")" },
        { "DELETE FROM t WHERE (1", ", id)", "" },
        { "UPDATE t SET a = 1", ", b = (SELECT 1)", " WHERE id = 1" },
        { "UPDATE t SET a = CASE WHEN a = 1 THEN 1", " WHEN b = 2 THEN 3", " END WHERE id = 1" },
        { "INSERT INTO t VALUES (1)", ", (lower('a'))", "" },
        { "MERGE INTO t USING u ON t.id = u.id", " WHEN MATCHED AND t.a = 1 THEN DELETE", "" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Check_TwiceTheText_IsTwiceTheWork(string start, string piece, string end)
    {
        foreach (var dialect in new[] { Dialect.Postgresql, Dialect.Mysql, Dialect.Sqlite })
            Assert.InRange(Growth(n => Looks(new SqlGuard(dialect), Text(start, piece, end, n))), 1.0, 2.2);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Check_TwiceTheTransactSql_IsTwiceTheWork(string start, string piece, string end) =>
        Assert.InRange(Growth(n => Looks(new SqlServerGuard(new ScriptDomParser()), Text(start, piece, end, n))), 1.0, 2.2);

    [Fact]
    public void Check_NestedConditions_AreReadOnce()
    {
        var flat = Looks(new SqlGuard(Dialect.Postgresql), Nested(20));
        var deep = Looks(new SqlGuard(Dialect.Postgresql), Nested(160));

        Assert.InRange((double)deep / flat, 1.0, 8.8);
    }

    private static string Nested(int depth) =>
        "DELETE FROM t WHERE " + string.Concat(Enumerable.Repeat("(id = 1 AND lower(", depth / 2)) + "id" + string.Concat(Enumerable.Repeat(") = 2)", depth / 2));

    private static double Growth(Func<int, int> looks) => (double)(looks(160) + 1) / (looks(80) + 1);

    private static string Text(string start, string piece, string end, int count) => start + string.Concat(Enumerable.Repeat(piece, count)) + end;

    private static int Looks(SqlGuard guard, string text)
    {
        guard.Check(text, AccessMode.Write, out var looks);
        return looks;
    }

    private static int Looks(SqlServerGuard guard, string text)
    {
        guard.Check(text, AccessMode.Write, out var looks);
        return looks;
    }
}
