using System.Diagnostics;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Infrastructure.SqlConsole.SqlServer;

namespace Admin.Tests.Domain.SqlConsole.Guard;

/// <summary>
/// Deep input cannot end the process. An overflow of the stack cannot be caught, so the guard meets such input in a child
/// process: this test program, told to run one explicit test.
/// </summary>
public sealed class GuardStackTests
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>The stack of a thread on systems that give least.</summary>
    private const int StackSize = 1536 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly EngineKind[] SqlEngines = [EngineKind.Postgresql, EngineKind.Mysql, EngineKind.Sqlserver, EngineKind.Sqlite];

    [Fact]
    public async Task Check_AMegabyteOfDepth_IsRefusedAndTheProcessLives() => Assert.Equal(0, await RunAsync(nameof(InChild_AMegabyteOfDepth)));

    [Fact]
    public async Task Check_DepthJustUnderTheLimits_IsAnsweredOnANormalStack() => Assert.Equal(0, await RunAsync(nameof(InChild_DepthJustUnderTheLimits)));

    /// <summary>Shows that the two tests above would notice: the same depth, without our tokenizer before it, ends the child.</summary>
    [Fact]
    public async Task Parse_DepthWithoutTheTokenizer_EndsTheProcess() => Assert.NotEqual(0, await RunAsync(nameof(InChild_DepthWithoutTheTokenizer)));

    [Fact(Explicit = true)]
    public void InChild_AMegabyteOfDepth()
    {
        var guard = new StatementGuard(new ScriptDomParser());
        foreach (var piece in new[] { "(", "+1", "/*", "{", "[", "NOT ", "- ", "CASE WHEN ", "{a:[", "db.a.find({a:", "IN (SELECT " })
        {
            foreach (var text in new[] { Fill(piece, Megabyte), "SELECT 1" + Fill(piece, Megabyte), "SELECT " + Fill(piece, GuardLimits.MaxLength - 16), "db.a.find(" + Fill(piece, GuardLimits.MaxLength - 16) })
                OnThread(() => Assert.All(Enum.GetValues<EngineKind>(), e => Assert.True(guard.Check(e, text, AccessMode.Write).Blocked)));
        }
    }

    [Fact(Explicit = true)]
    public void InChild_DepthJustUnderTheLimits()
    {
        var guard = new StatementGuard(new ScriptDomParser());
        foreach (var text in Deep())
        {
            foreach (var engine in SqlEngines)
                OnThread(() => Assert.NotEqual(GuardCodes.TooDeep, guard.Check(engine, text, AccessMode.Write).Code));
        }
        OnThread(() => Assert.Equal(GuardCodes.Ok, guard.Check(EngineKind.Sqlserver, "SELECT " + Nested("(", "1", ")", 199), AccessMode.ReadOnly).Code));
        OnThread(() => Assert.Equal(GuardCodes.Ok, guard.Check(EngineKind.Sqlserver, "SELECT 1" + Fill("+1", 2 * 1_999), AccessMode.ReadOnly).Code));
        OnThread(() => Assert.Equal(GuardCodes.Ok, guard.Check(EngineKind.Mongodb, "db.a.find(" + Nested("{a:", "1", "}", 99) + ")", AccessMode.ReadOnly).Code));
        OnThread(() => Assert.Equal(GuardCodes.Ok, guard.Check(EngineKind.Mongodb, "db.a.deleteMany(" + Nested("{$or:[", "{a:1}", "]}", 48) + ")", AccessMode.Write).Code));
    }

    [Fact(Explicit = true)]
    public void InChild_DepthWithoutTheTokenizer() => OnThread(() => new ScriptDomParser().Parse("SELECT " + Nested("(", "1", ")", 20_000)));

    private static IEnumerable<string> Deep()
    {
        yield return "SELECT " + Nested("(", "1", ")", 199);
        yield return "SELECT " + Nested("abs(", "1", ")", 199);
        yield return "SELECT " + Nested("CASE WHEN 1=1 THEN ", "1", " END", 198);
        yield return "SELECT " + Nested("(SELECT ", "1", ")", 199);
        yield return "SELECT 1 WHERE " + Nested("NOT (", "1=1", ")", 99);
        yield return "SELECT 1 WHERE " + Nested("EXISTS (SELECT 1 WHERE ", "1=1", ")", 198);
        yield return "SELECT 1 WHERE " + Fill("NOT ", 4 * 198) + "1=1";
        yield return "SELECT " + Fill("- ", 2 * 198) + "1";
        yield return "SELECT 1" + Fill("+1", 2 * 1_999);
        yield return "SELECT 1 WHERE 1=1" + Fill(" AND 1=1", 8 * 1_999);
        yield return "SELECT 1 WHERE 1=1" + Fill(" OR (1=1)", 9 * 1_400);
        yield return "SELECT 1" + Fill(" UNION ALL SELECT 1", 19 * 1_999);
        yield return "SELECT 1" + Fill(" EXCEPT SELECT 1", 16 * 1_999);
        yield return "SELECT 1 FROM t" + Fill(" CROSS JOIN t", 13 * 1_999);
        yield return "SELECT " + Nested("(1+1+1+1+1+1+1+1+1+", "1", ")", 199);
        yield return "DELETE FROM t WHERE " + Nested("(", "id = 1", ")", 199);
        yield return "DELETE FROM t WHERE " + Nested("(id = 1 AND ", "id = 2", ")", 198);
        yield return "DELETE FROM t WHERE " + Nested("abs(", "id", ")", 198) + " = 1";
        yield return "DELETE FROM t WHERE " + Nested("CASE WHEN id = 1 THEN ", "1", " END", 198) + " = 1";
        yield return "DELETE FROM t WHERE id = 1" + Fill(" OR id = 1", 10 * 1_900);
        yield return "DELETE FROM t WHERE id IN (1" + Fill(",1", 2 * 4_900) + ")";
    }

    private static string Nested(string open, string inner, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

    private static string Fill(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static void OnThread(Action act)
    {
        Exception? failed = null;
        var thread = new Thread(() => failed = Record.Exception(act), StackSize);
        thread.Start();
        thread.Join();
        Assert.Null(failed);
    }

    private static async Task<int> RunAsync(string test)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Admin.Tests.dll");
        var start = new ProcessStartInfo("dotnet", [program, "-noLogo", "-noColor", "-explicit", "only", "-method", $"{typeof(GuardStackTests).FullName}.{test}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // A dump of the child that is meant to die helps nobody.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var child = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        var output = child.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = child.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await child.WaitForExitAsync(timeout.Token);
            await errors;
            Assert.True(child.ExitCode != 0 || (await output).Contains("Total: 1", StringComparison.Ordinal), $"The child ran no test: {await output}");
            return child.ExitCode;
        }
        finally
        {
            if (!child.HasExited)
                child.Kill(entireProcessTree: true);
        }
    }
}
