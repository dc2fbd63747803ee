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

    /// <summary>Pieces that would be refused outside a literal or comment and hold no quote that would end one.</summary>
    private static readonly string[] Forbidden =
        ["DROP TABLE x", "DELETE FROM t", "; TRUNCATE t;", "EXEC sp_who", "INTO OUTFILE", "pg_sleep(1)", "COMMIT", "$where", "db.dropDatabase()", "xp_cmdshell(", "FOR UPDATE", "@@x := 1"];

    private static readonly string[][] Benign =
    [
        ["SELECT", "1"],
        ["SELECT", "id", ",", "name", "FROM", "users", "WHERE", "id", "=", "3", "ORDER", "BY", "name"],
        ["WITH", "x", "AS", "(", "SELECT", "1", "AS", "n", ")", "SELECT", "n", "FROM", "x"],
        ["SELECT", "count", "(", "*", ")", "FROM", "orders", "GROUP", "BY", "status", "HAVING", "count", "(", "*", ")", ">", "1"],
        ["SELECT", "CASE", "WHEN", "a", "=", "1", "THEN", "'x'", "ELSE", "coalesce", "(", "b", ",", "'y'", ")", "END", "FROM", "t", "LEFT", "JOIN", "u", "ON", "u", ".", "id", "=", "t", ".", "id"],
        ["SELECT", "a", "FROM", "t", "WHERE", "EXISTS", "(", "SELECT", "1", "FROM", "u", ")", "UNION", "ALL", "SELECT", "b", "FROM", "v"],
    ];

    private static readonly string[][] Harmful =
    [
        ["DROP", "TABLE", "users"],
        ["DELETE", "FROM", "users"],
        ["SELECT", "1", ";", "DELETE", "FROM", "users"],
        ["WITH", "x", "AS", "(", "DELETE", "FROM", "users", ")", "SELECT", "1"],
        ["WITH", "x", "AS", "(", "SELECT", "1", ")", "DELETE", "FROM", "users"],
        ["TRUNCATE", "TABLE", "users"],
        ["SELECT", "*", "INTO", "copy", "FROM", "users"],
        ["SELECT", "xp_cmdshell", "(", "'x'", ")"],
        ["SELECT", "a", "FROM", "t", "WHERE", "b", "=", "pg_sleep", "(", "1", ")"],
        ["SELECT", "a", "FROM", "load_extension", "(", "'x'", ")"],
        ["UPDATE", "users", "SET", "name", "=", "'SELECT'"],
        ["INSERT", "INTO", "users", "VALUES", "(", "1", ")"],
        ["ALTER", "TABLE", "users", "ADD", "x", "int"],
        ["GRANT", "SELECT", "ON", "users", "TO", "x"],
        ["COMMIT"],
    ];

    /// <summary>Changes of everything, refused in write mode too.</summary>
    private static readonly string[][] Sweeping =
    [
        ["DELETE", "FROM", "users"],
        ["DELETE", "FROM", "users", "WHERE", "1", "=", "1"],
        ["UPDATE", "users", "SET", "a", "=", "1", "WHERE", "id", "=", "5", "OR", "(", "'a'", "=", "'a'", ")"],
        ["DELETE", "FROM", "users", "WHERE", "NOT", "(", "1", "=", "0", ")"],
        ["UPDATE", "users", "SET", "a", "=", "(", "SELECT", "b", "FROM", "c", "WHERE", "d", "=", "1", ")"],
        ["DELETE", "FROM", "users", "WHERE", "coalesce", "(", "1", ",", "2", ")", "=", "1"],
        ["DROP", "TABLE", "users"],
        ["TRUNCATE", "TABLE", "users"],
    ];

    private static readonly string[] MongoBenign =
    [
        "db . users . find ( { a : 1 , b : { $gt : 2 } } ) . sort ( { a : -1 } ) . limit ( 5 )",
        "db . users . aggregate ( [ { $match : { a : TEXT } } , { $group : { _id : TEXT , n : { $sum : 1 } } } ] )",
        "{ find : 'users' , filter : { a : TEXT , \"b\" : [ TEXT , 5 ] } , limit : 5 }",
    ];

    private static readonly string[] MongoHarmful =
    [
        "db . users . find ( { KEY : TEXT } )",
        "db . users . find ( { a : [ { b : { KEY : 1 } } ] } )",
        "db . users . aggregate ( [ { $facet : { a : [ { KEY : TEXT } ] } } ] )",
        "{ find : 'users' , filter : { $or : [ { a : 1 } , { KEY : TEXT } ] } }",
        "{ aggregate : 'users' , pipeline : [ { KEY : TEXT } ] }",
    ];

    private static readonly string[] MongoOperators = ["$where", "$function", "$accumulator", "$out", "$merge", "$eval", "$currentOp", "$$ROOT"];

    private static Gen<string> Space => Gen.OneOf(
        Gen.Elements(" ", "\n", "\t", "  \r\n "),
        Gen.Elements(Forbidden).Select(f => $" /* {f} */ "),
        Gen.Elements(Forbidden).Select(f => $" -- {f}\n"));

    private static Gen<string> MongoSpace => Gen.OneOf(
        Gen.Elements(" ", "\n", "\t"),
        Gen.Elements(Forbidden).Select(f => $" /* {f} */ "),
        Gen.Elements(Forbidden).Select(f => $" // {f}\n"));

    [Fact]
    public void Check_BenignWithForbiddenWordsInComments_StaysAllowed() =>
        Run(Statements(Benign), text => SqlEngines.All(e => Guard.Check(e, text, AccessMode.ReadOnly).Code == GuardCodes.Ok));

    [Fact]
    public void Check_BenignWithForbiddenWordsInLiterals_StaysAllowed() =>
        Run(Gen.Elements(Forbidden).SelectMany(f => Space.Select(s => $"SELECT{s}'{f}' AS a, 'it''s {f}'{s}FROM t WHERE b <> '{f}'")),
            text => SqlEngines.All(e => Guard.Check(e, text, AccessMode.ReadOnly).Code == GuardCodes.Ok));

    [Fact]
    public void Check_BenignWithForbiddenWordsInQuotedNames_StaysAllowed() =>
        Run(Gen.Elements(Forbidden).SelectMany(f => Space.Select(s => (Name: f, Space: s))), x =>
            new[] { (EngineKind.Postgresql, '"', '"'), (EngineKind.Mysql, '`', '`'), (EngineKind.Sqlserver, '[', ']'), (EngineKind.Sqlserver, '"', '"'), (EngineKind.Sqlite, '`', '`') }
                .All(q => Guard.Check(q.Item1, $"SELECT{x.Space}{q.Item2}{x.Name}{q.Item3} FROM t", AccessMode.ReadOnly).Code == GuardCodes.Ok));

    [Fact]
    public void Check_HarmfulUnderCaseSpacingAndComments_StaysBlocked() =>
        Run(Statements(Harmful), text => SqlEngines.All(e => Guard.Check(e, text, AccessMode.ReadOnly).Blocked));

    [Fact]
    public void Check_HarmfulFunctionUnderQuoting_StaysBlocked() =>
        Run(Gen.Elements("pg_sleep", "load_extension", "sleep", "xp_cmdshell", "lo_import", "writefile").SelectMany(f => Space.Select(s => (Name: f, Space: s))), x =>
            new[] { (EngineKind.Postgresql, '"', '"'), (EngineKind.Mysql, '`', '`'), (EngineKind.Mysql, '"', '"'), (EngineKind.Sqlserver, '[', ']'), (EngineKind.Sqlserver, '"', '"'), (EngineKind.Sqlite, '[', ']'), (EngineKind.Sqlite, '"', '"'), (EngineKind.Sqlite, '`', '`') }
                .All(q => Guard.Check(q.Item1, $"SELECT {q.Item2}{x.Name}{q.Item3}{x.Space}({x.Space}1)", AccessMode.Write).Blocked));

    [Fact]
    public void Check_SweepingChangesUnderCaseSpacingAndComments_StayBlockedInWriteMode() =>
        Run(Statements(Sweeping), text => SqlEngines.All(e => Guard.Check(e, text, AccessMode.Write).Blocked));

    [Fact]
    public void Check_ConstantConditionUnderBracketsAndNegations_StaysBlocked() =>
        Run(Gen.Elements("1 = 1", "'a' = 'a'", "2 > 1", "1 IN (1, 2)", "coalesce(1, 2) = 1", "1 BETWEEN 0 AND 2", "NULL IS NULL").SelectMany(c => Gen.Choose(0, 20).SelectMany(b => Gen.Choose(0, 3).Select(n => Wrap(c, b, n)))),
            condition => SqlEngines.All(e => Guard.Check(e, $"DELETE FROM users WHERE id = 5 OR {condition}", AccessMode.Write).Blocked)
                && SqlEngines.All(e => Guard.Check(e, $"DELETE FROM users WHERE {condition}", AccessMode.Write).Blocked));

    [Fact]
    public void Check_MongoBenignWithForbiddenWords_StaysAllowed() =>
        Run(Mongo(MongoBenign), text => Guard.Check(EngineKind.Mongodb, text, AccessMode.ReadOnly).Code == GuardCodes.Ok);

    [Fact]
    public void Check_MongoHarmfulUnderSpacingCommentsQuotesAndEscapes_StaysBlocked() =>
        Run(Mongo(MongoHarmful), text => Guard.Check(EngineKind.Mongodb, text, AccessMode.Write).Code == GuardCodes.OperatorNotAllowed);

    [Fact]
    public void Check_AnyText_NeverThrows() =>
        Run(ArbMap.Default.GeneratorFor<string>(), Answers);

    [Fact]
    public void Check_AnyCodeUnits_NeverThrow() =>
        Run(Gen.Frequency((6, Gen.Choose(32, 126)), (1, Gen.Choose(0, 31)), (1, Gen.Choose(0xD800, 0xDFFF)), (1, Gen.Elements(0x202E, 0x200F, 0xFEFF, 0xA0, 0xFFFF, 0x130)))
            .Select(u => (char)u).ArrayOf().Select(c => "SELECT " + new string(c)), Answers);

    [Fact]
    public void Check_AnyPiecesOfSyntax_NeverThrow() =>
        Run(Pieces.ListOf().Select(p => string.Concat(p)), Answers);

    [Fact]
    public void Check_AnyPiecesOfACondition_NeverThrow() =>
        Run(Pieces.ListOf().Select(p => "DELETE FROM t WHERE " + string.Join(' ', p)), Answers);

    [Fact]
    public void Check_AnyPiecesOfACommand_NeverThrow() =>
        Run(Gen.Elements("{", "}", "[", "]", "(", ")", ":", ",", "find", "update", "updates", "q", "u", "$or", "$expr", "$oid", "'a'", "1", "-", "/a/i", "db", ".", "x", "deleteMany", "new Date", "@p", "null", "\\u0024")
            .ListOf().Select(p => "db.a.deleteMany({" + string.Concat(p)), Answers);

    private static Gen<string> Pieces => Gen.Elements(
        "SELECT", "(", ")", "'", "\"", "[", "]", "`", "/*", "*/", "--", "\n", "$", "$a$", "E'", ":", "::", ".", "1", "0x", "1e", "WITH", "AS", ",", ";", "'a'", "a", "b.c", "CASE", "WHEN", "END", "IN", "IS",
        "NULL", "BETWEEN", "AND", "OR", "LIKE", "EXISTS", "INTERVAL", "ARRAY", "CAST(", "f(", "||", "<=>", "@x", "?", "ANY", "db", ".find(", "{", "}", "$where", "\\", "\\u00", "//", "x", "EXPLAIN", "SHOW",
        "new", "WHERE", "DELETE", "FROM", "=", "MERGE", "USING", "ON", "UPDATE", "SET", "NOT");

    private static bool Answers(string text) => Enum.GetValues<EngineKind>().All(e =>
        Enum.GetValues<AccessMode>().All(m => Guard.Check(e, text, m) is { } v && (v.Position ?? 0) >= 0 && (v.Position ?? 0) <= text.Length && v.Message.Length > 0));

    private static string Wrap(string condition, int brackets, int doubleNegations) =>
        string.Concat(Enumerable.Repeat("NOT ", doubleNegations * 2)) + new string('(', brackets) + condition + new string(')', brackets);

    private static Gen<string> Statements(string[][] shapes) =>
        from shape in Gen.Elements(shapes)
        from spaces in Space.ArrayOf(shape.Length + 1)
        from upper in ArbMap.Default.GeneratorFor<bool>().ArrayOf(64)
        select spaces[0] + string.Concat(shape.Select((word, i) => Cased(word, upper) + spaces[i + 1]));

    private static Gen<string> Mongo(string[] shapes) =>
        from shape in Gen.Elements(shapes)
        from spaces in MongoSpace.ArrayOf(64)
        from text in Gen.Elements(Forbidden)
        from quote in Gen.Elements("'", "\"")
        from name in Gen.Elements(MongoOperators)
        from escaped in ArbMap.Default.GeneratorFor<bool>().ArrayOf(16)
        select string.Concat(shape.Split(' ').Select((word, i) => Piece(word, quote, text, name, escaped) + spaces[i % spaces.Length]));

    private static string Piece(string word, string quote, string text, string name, bool[] escaped) => word switch
    {
        "TEXT" => $"{quote}{text}{quote}",
        "KEY" => quote + string.Concat(name.Select((c, i) => escaped[i % escaped.Length] ? $"\\u{(int)c:x4}" : c.ToString())) + quote,
        _ => word,
    };

    private static string Cased(string word, bool[] upper) =>
        word.StartsWith('\'') ? word : string.Concat(word.Select((c, i) => upper[i % upper.Length] ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));

    private static void Run<T>(Gen<T> inputs, Func<T, bool> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(inputs.ToArbitrary(), holds));
}
