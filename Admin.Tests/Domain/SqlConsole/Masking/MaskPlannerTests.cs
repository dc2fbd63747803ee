using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Tests.Domain.SqlConsole.Masking;

public sealed class MaskPlannerTests
{
    private static readonly SensitiveColumn Phone = new("public.users", "phone", "Phone numbers are personal data");
    private static readonly MaskProfile Profile = MaskProfile.For([Phone, new("USERS", "Tax_Id", "Tax ids are personal data")]);
    private static readonly MaskProfile AnyTable = MaskProfile.For([.. Profile.Columns, new(null, "card_number", "Card numbers are secret")]);

    public static TheoryData<int> Lines => [.. MaskCase.All.Select(c => c.Line)];

    public static TheoryData<EngineKind> SqlEngines => [EngineKind.Postgresql, EngineKind.Mysql, EngineKind.Sqlserver, EngineKind.Sqlite];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Plan_CaseTable_HidesOrRefusesAsExpected(int line)
    {
        var c = MaskCase.All.Single(x => x.Line == line);

        var plan = MaskPlanner.Plan(c.Engine, c.Statement, c.AnyTable ? AnyTable : Profile);

        Assert.Equal(c.Expected, Outcome(plan, c.Columns));
    }

    [Fact]
    public void CaseTable_Always_HoldsEnoughCasesOfEveryEngine()
    {
        Assert.True(MaskCase.All.Count >= 150);
        Assert.All(SqlEngines.Select(e => e.Data), e => Assert.True(MaskCase.All.Count(c => c.Engine == e) >= 15));
    }

    [Theory]
    [MemberData(nameof(SqlEngines))]
    public void Plan_ReaderWhoSeesAll_ShowsEverything(EngineKind engine)
    {
        var plan = MaskPlanner.Plan(engine, "SELECT upper(phone) AS p FROM users ORDER BY phone", MaskProfile.SeesAll);

        Assert.Equal([null], plan.Value.Reasons(["p"]));
        Assert.False(plan.Value.HidesErrorText);
    }

    [Fact]
    public void Plan_HiddenColumn_CarriesTheReasonOfItsOwnColumn()
    {
        var plan = MaskPlanner.Plan(EngineKind.Sqlite, "SELECT id, tax_id, phone FROM users", Profile);

        Assert.Equal([null, "Tax ids are personal data", "Phone numbers are personal data"], plan.Value.Reasons(["id", "tax_id", "phone"]));
    }

    [Fact]
    public void Plan_Refusal_HasCodePositionAndSubject()
    {
        var plan = MaskPlanner.Plan(EngineKind.Postgresql, "SELECT id FROM users WHERE phone LIKE :p", Profile);

        Assert.Equal((ErrorKind.Refused, "masked_column"), (plan.Error!.Kind, plan.Error.Code));
        Assert.Equal([KeyValuePair.Create<string, object>("position", 27), KeyValuePair.Create<string, object>("subject", "phone")], plan.Error.Args);
        Assert.Contains("with = and a parameter", plan.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM users", true)]
    [InlineData("SELECT id FROM users WHERE phone = :p", true)]
    [InlineData("TABLE users", true)]
    [InlineData("UPDATE users SET name = 'x' WHERE id = 1", true)]
    [InlineData("EXPLAIN SELECT phone FROM users", true)]
    [InlineData("SELECT id, count(*) FROM users GROUP BY id", false)]
    [InlineData("SELECT * FROM orders", false)]
    [InlineData("SHOW server_version", false)]
    public void Plan_Statement_HidesServerTextWhereItMayCarryValues(string statement, bool hides)
    {
        Assert.Equal(hides, MaskPlanner.Plan(EngineKind.Postgresql, statement, Profile).Value.HidesErrorText);
    }

    [Fact]
    public void Reasons_OtherNumberOfColumnsThanItems_HidesAll()
    {
        var plan = MaskPlanner.Plan(EngineKind.Sqlite, "SELECT id, upper(phone) AS p FROM users", Profile).Value;

        Assert.All(plan.Reasons(["a", "b", "c"]), Assert.NotNull);
    }

    [Fact]
    public void Fingerprint_SameColumnsInOtherOrderAndCase_IsTheSame()
    {
        var other = MaskProfile.For([.. Profile.Columns.Reverse().Select(c => c with { Column = c.Column.ToUpperInvariant() })]);

        Assert.Equal(Profile.Fingerprint, other.Fingerprint);
        Assert.NotEqual(Profile.Fingerprint, AnyTable.Fingerprint);
        Assert.NotEqual(MaskProfile.For([Phone]).Fingerprint, MaskProfile.For([Phone with { Table = null }]).Fingerprint);
        Assert.Equal("none", MaskProfile.For([]).Fingerprint);
    }

    [Theory]
    [MemberData(nameof(SqlEngines))]
    public void Plan_LongestStatements_AreDecidedInTime(EngineKind engine)
    {
        string[] parts = ["phone, ", "(SELECT phone FROM users), ", "a.b.phone = :p AND ", "users u, ", "CASE WHEN phone THEN ", "x BETWEEN 1 AND ", "u.* , "];
        foreach (var part in parts)
        {
            var text = "SELECT " + string.Concat(Enumerable.Repeat(part, GuardLimits.MaxTokens / part.Split(' ').Length / 2)) + "1 FROM users";
            var clock = System.Diagnostics.Stopwatch.StartNew();
            MaskPlanner.Plan(engine, text[..Math.Min(text.Length, GuardLimits.MaxLength)], AnyTable);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), part);
        }
    }

    [Fact]
    public void Plan_DeepestNesting_IsDecidedInTime()
    {
        var depth = GuardLimits.MaxNesting - 2;
        var text = string.Concat(Enumerable.Repeat("SELECT * FROM (", depth)) + "SELECT phone FROM users" + string.Concat(Enumerable.Repeat(") t", depth));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var plan = MaskPlanner.Plan(EngineKind.Postgresql, text, Profile);

        Assert.Equal("X", Outcome(plan, ["phone"]));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), clock.Elapsed.ToString("c", CultureInfo.InvariantCulture));
    }

    private static string Outcome(Result<MaskPlan> plan, IReadOnlyList<string> columns)
    {
        if (plan.Failed)
            return "refused";
        return columns.Count == 0 ? "-" : string.Concat(plan.Value.Reasons(columns).Select(r => r is null ? '.' : 'X'));
    }
}
