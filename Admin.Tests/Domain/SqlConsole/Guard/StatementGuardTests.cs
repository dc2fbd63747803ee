using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Infrastructure.SqlConsole.SqlServer;

namespace Admin.Tests.Domain.SqlConsole.Guard;

public sealed class StatementGuardTests
{
    private static readonly StatementGuard Guard = new(new ScriptDomParser());

    public static TheoryData<int> Lines => [.. GuardCase.All.Select(c => c.Line)];

    public static TheoryData<EngineKind> Engines => [.. Enum.GetValues<EngineKind>()];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Check_CaseTable_GivesTheExpectedCodeAndType(int line)
    {
        var c = GuardCase.All.Single(x => x.Line == line);

        var verdict = Guard.Check(c.Engine, c.Statement, c.Mode);

        Assert.Equal((c.Code, c.QueryType), (verdict.Code, verdict.QueryType.ToString().ToLowerInvariant()));
        Assert.Equal(c.Code switch { "ok" => VerdictKind.Allow, "where_suspicious" => VerdictKind.Warn, _ => VerdictKind.Block }, verdict.Kind);
        Assert.Equal(c.Code == "ok", verdict.Position is null);
        Assert.InRange(verdict.Position ?? 0, 0, c.Statement.Length);
        if (c.Position is { } position)
            Assert.Equal(position, verdict.Position);
    }

    [Fact]
    public void CaseTable_Always_HoldsEnoughCasesForEveryEngineAndMode()
    {
        Assert.True(GuardCase.All.Count >= 1_000);
        Assert.Equal(10, GuardCase.All.GroupBy(c => (c.Engine, c.Mode)).Count(g => g.Count() >= 35));
        Assert.All(Enum.GetValues<EngineKind>(), e => Assert.True(GuardCase.All.Count(c => c.Engine == e && c.Code == GuardCodes.WhereSuspicious) >= 8));
        Assert.Equal(GuardCodes.All.Order(), GuardCase.All.Select(c => c.Code).Append(GuardCodes.TooLong).Append(GuardCodes.TooDeep).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Check_TextOver64KiB_IsTooLong(EngineKind engine)
    {
        var verdict = Guard.Check(engine, new string(' ', GuardLimits.MaxLength) + "x", AccessMode.ReadOnly);

        Assert.Equal(GuardCodes.TooLong, verdict.Code);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{", "}")]
    [InlineData("NOT ", "")]
    [InlineData("- ", "")]
    [InlineData("CASE WHEN 1=1 THEN ", " END")]
    public void Check_DeepNesting_IsRefusedByEverySqlEngine(string open, string close)
    {
        var text = "SELECT " + Repeat(open, 500) + "1" + Repeat(close, 500);

        foreach (var engine in new[] { EngineKind.Postgresql, EngineKind.Mysql })
            Assert.Equal(GuardCodes.TooDeep, Guard.Check(engine, text, AccessMode.ReadOnly).Code);
        foreach (var engine in new[] { EngineKind.Sqlserver, EngineKind.Sqlite })
            Assert.True(Guard.Check(engine, text, AccessMode.ReadOnly).Blocked);
    }

    [Theory]
    [InlineData("+1")]
    [InlineData(" AND 1=1")]
    [InlineData(" UNION SELECT 1")]
    [InlineData(",1")]
    public void Check_LongChains_AreRefusedOrAllowedWithoutHarm(string link)
    {
        foreach (var count in new[] { 1_900, 60_000 / link.Length })
        {
            var text = "SELECT 1" + Repeat(link, count);
            foreach (var engine in new[] { EngineKind.Postgresql, EngineKind.Mysql, EngineKind.Sqlserver, EngineKind.Sqlite })
                Assert.Contains(Guard.Check(engine, text, AccessMode.ReadOnly).Code, new[] { GuardCodes.Ok, GuardCodes.TooDeep, GuardCodes.NotUnderstood });
        }
    }

    [Fact]
    public void Check_DeepDocument_IsTooDeep()
    {
        var text = "db.users.find(" + Repeat("{a:", 150) + "1" + Repeat("}", 150) + ")";

        Assert.Equal(GuardCodes.TooDeep, Guard.Check(EngineKind.Mongodb, text, AccessMode.ReadOnly).Code);
    }

    [Fact]
    public void Check_DeepComments_AreTooDeep()
    {
        var text = Repeat("/*", 300) + Repeat("*/", 300) + "SELECT 1";

        Assert.Equal(GuardCodes.TooDeep, Guard.Check(EngineKind.Postgresql, text, AccessMode.ReadOnly).Code);
    }

    private static string Repeat(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}
