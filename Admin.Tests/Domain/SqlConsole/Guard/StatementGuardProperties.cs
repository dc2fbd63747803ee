using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Infrastructure.SqlConsole.SqlServer;
using FsCheck;
using FsCheck.Fluent;

namespace Admin.Tests.Domain.SqlConsole.Guard;

public sealed class StatementGuardProperties
{
    private static readonly StatementGuard Guard = new(new ScriptDomParser());
    private static readonly EngineKind[] SqlEngines = [EngineKind.Postgresql, EngineKind.Mysql, EngineKind.Sqlserver, EngineKind.Sqlite];
    private static readonly string[] Forbidden = ["DROP TABLE x", "DELETE FROM t", "; TRUNCATE t", "EXEC sp_who", "INTO OUTFILE", "pg_sleep(1)", "COMMIT"];

    private static readonly string[][] Benign =
    [
        ["SELECT", "1"],
        ["SELECT", "id", ",", "name", "FROM", "users", "WHERE", "id", "=", "3", "ORDER", "BY", "name"],
        ["WITH", "x", "AS", "(", "SELECT", "1", "AS", "n", ")", "SELECT", "n", "FROM", "x"],
        ["SELECT", "count", "(", "*", ")", "FROM", "orders", "GROUP", "BY", "status", "HAVING", "count", "(", "*", ")", ">", "1"],
    ];

    private static readonly string[][] Harmful =
    [
        ["DROP", "TABLE", "users"],
        ["DELETE", "FROM", "users"],
        ["SELECT", "1", ";", "DELETE", "FROM", "users"],
        ["WITH", "x", "AS", "(", "DELETE", "FROM", "users", ")", "SELECT", "1"],
        ["TRUNCATE", "TABLE", "users"],
        ["SELECT", "*", "INTO", "copy", "FROM", "users"],
        ["SELECT", "xp_cmdshell", "(", "'x'", ")"],
        ["UPDATE", "users", "SET", "name", "=", "'SELECT'"],
    ];

    private static Gen<string> Space => Gen.OneOf(
        Gen.Elements(" ", "\n", "\t", "  \r\n "),
        Gen.Elements(Forbidden).Select(f => $" /* {f} */ "),
        Gen.Elements(Forbidden).Select(f => $" -- {f}\n"));

    [Fact]
    public void Check_BenignWithForbiddenWordsInComments_StaysAllowed() =>
        Run(Statements(Benign), text => SqlEngines.All(e => !Guard.Check(e, text, AccessMode.ReadOnly).Blocked));

    [Fact]
    public void Check_BenignWithForbiddenWordsInLiterals_StaysAllowed() =>
        Run(Gen.Elements(Forbidden).SelectMany(f => Space.Select(s => $"SELECT{s}'{f}' AS a, 'it''s {f}'{s}FROM t WHERE b <> '{f}'")),
            text => SqlEngines.All(e => !Guard.Check(e, text, AccessMode.ReadOnly).Blocked));

    [Fact]
    public void Check_HarmfulUnderCaseSpacingAndComments_StaysBlocked() =>
        Run(Statements(Harmful), text => SqlEngines.All(e => Guard.Check(e, text, AccessMode.ReadOnly).Blocked));

    [Fact]
    public void Check_AnyText_NeverThrows() =>
        Run(ArbMap.Default.GeneratorFor<string>(), text => Enum.GetValues<EngineKind>().All(e => Guard.Check(e, text, AccessMode.Write) is not null));

    [Fact]
    public void Check_AnyPiecesOfSyntax_NeverThrow() =>
        Run(Gen.Elements("SELECT", "(", ")", "'", "\"", "[", "]", "`", "/*", "*/", "--", "\n", "$", "$a$", "E'", ":", "::", ".", "1", "0x", "1e", "WITH", "AS", ",", ";",
                "db", ".find(", "{", "}", "$where", "\\", "\\u00", "//", "x", "EXPLAIN", "SHOW", "new", "WHERE", "DELETE", "FROM", "=").ListOf()
                .Select(p => string.Concat(p)),
            text => Enum.GetValues<EngineKind>().All(e => Guard.Check(e, text, AccessMode.Write) is not null));

    private static Gen<string> Statements(string[][] shapes) =>
        from shape in Gen.Elements(shapes)
        from spaces in Space.ArrayOf(shape.Length + 1)
        from upper in ArbMap.Default.GeneratorFor<bool>().ArrayOf(64)
        select spaces[0] + string.Concat(shape.Select((word, i) => Cased(word, upper) + spaces[i + 1]));

    private static string Cased(string word, bool[] upper) =>
        string.Concat(word.Select((c, i) => upper[i % upper.Length] ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));

    private static void Run(Gen<string> texts, Func<string, bool> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(texts.ToArbitrary(), holds));
}
