using System.Globalization;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Guard.Mongo;
using Admin.Infrastructure.SqlConsole.SqlServer;

namespace Admin.Tests.Domain.SqlConsole.Guard.Mongo;

/// <summary>What a statement becomes for the engine; values are shown as type and content.</summary>
public sealed class MongoCommandTests
{
    private static readonly StatementGuard Guard = new(new ScriptDomParser());

    [Theory]
    [InlineData("db.users.find()", "{find: 'users'}")]
    [InlineData("db.users.find({ a: 1 }, { b: 1 }).sort({ c: -1 }).skip(2).limit(3).comment('x').maxTimeMS(1).batchSize(9)",
        "{find: 'users', filter: {a: 1}, projection: {b: 1}, sort: {c: -1}, skip: 2, limit: 3}")]
    [InlineData("db.users.findOne({ a: 1 })", "{find: 'users', filter: {a: 1}, limit: 1, singleBatch: true}")]
    [InlineData("{ \"find\": \"users\", \"limit\": 5, \"maxTimeMS\": 3, \"comment\": \"x\" }", "{find: 'users', limit: 5}")]
    [InlineData("db.app.users.aggregate([{ $match: { a: 1 } }], { allowDiskUse: true })", "{aggregate: 'app.users', pipeline: [{$match: {a: 1}}], allowDiskUse: true, cursor: {}}")]
    [InlineData("{ aggregate: 'users', pipeline: [], cursor: { batchSize: 5 } }", "{aggregate: 'users', pipeline: [], cursor: {}}")]
    [InlineData("db.users.countDocuments({ a: 1 }, { limit: 5 })", "{count: 'users', query: {a: 1}, limit: 5}")]
    [InlineData("db.users.find({ a: 1 }).sort({ a: 1 }).limit(5).count()", "{count: 'users', query: {a: 1}, limit: 5}")]
    [InlineData("db.users.distinct('city', { a: 1 })", "{distinct: 'users', key: 'city', query: {a: 1}}")]
    [InlineData("db.users.find({ a: 1 }).explain('executionStats')", "{explain: {find: 'users', filter: {a: 1}}, verbosity: 'executionStats'}")]
    [InlineData("db.users.aggregate([]).explain()", "{explain: {aggregate: 'users', pipeline: [], cursor: {}}}")]
    [InlineData("db.users.insertOne({ a: 1 })", "{insert: 'users', documents: [{a: 1}]}")]
    [InlineData("db.users.insertMany([{ a: 1 }, { a: 2 }], { ordered: false })", "{insert: 'users', documents: [{a: 1}, {a: 2}], ordered: false}")]
    [InlineData("db.users.updateOne({ a: 1 }, { $set: { b: 2 } }, { upsert: true })", "{update: 'users', updates: [{q: {a: 1}, u: {$set: {b: 2}}, upsert: true, multi: false}]}")]
    [InlineData("db.users.updateMany({ a: 1 }, [{ $unset: 'b' }])", "{update: 'users', updates: [{q: {a: 1}, u: [{$unset: 'b'}], multi: true}]}")]
    [InlineData("db.users.replaceOne({ a: 1 }, { b: 2 })", "{update: 'users', updates: [{q: {a: 1}, u: {b: 2}, multi: false}]}")]
    [InlineData("db.users.deleteOne({ a: 1 })", "{delete: 'users', deletes: [{q: {a: 1}, limit: 1}]}")]
    [InlineData("db.users.deleteMany({ a: 1 })", "{delete: 'users', deletes: [{q: {a: 1}, limit: 0}]}")]
    public void Command_OfAStatement_IsTheServersDocument(string statement, string expected)
    {
        var command = Guard.Check(EngineKind.Mongodb, statement, AccessMode.Write).Command!;

        Assert.Equal(expected, Show(command.Body));
        Assert.Equal(command.Name is "insert" or "update" or "delete", command.Writes);
        Assert.Equal(statement.Contains("app.", StringComparison.Ordinal) ? "app.users" : "users", command.Collection);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("2147483648", "long 2147483648")]
    [InlineData("NumberLong('5')", "long 5")]
    [InlineData("{ $numberLong: '5' }", "long 5")]
    [InlineData("NumberInt('5')", "5")]
    [InlineData("1.50", "real 1.5")]
    [InlineData("{ $numberDouble: '-Infinity' }", "real -Infinity")]
    [InlineData("NumberDecimal('1.50')", "exact 1.50")]
    [InlineData("ObjectId('65F0C0FFEE65f0c0ffee65f0')", "id 65f0c0ffee65f0c0ffee65f0")]
    [InlineData("{ $oid: '65f0c0ffee65f0c0ffee65f0' }", "id 65f0c0ffee65f0c0ffee65f0")]
    [InlineData("ISODate('1970-01-02')", "moment 86400000")]
    [InlineData("ISODate('1970-01-01T00:00:01.5-01:00')", "moment 3601500")]
    [InlineData("{ $date: { $numberLong: '-1' } }", "moment -1")]
    [InlineData("UUID('00112233-4455-6677-8899-aabbccddeeff')", "bytes 4 00112233445566778899AABBCCDDEEFF")]
    [InlineData("{ $binary: { base64: 'aGk=', subType: '80' } }", "bytes 128 6869")]
    [InlineData(@"/a\/b[/]/mi", @"pattern a\/b[/] im")]
    [InlineData("{ $regularExpression: { pattern: '^a', options: 'i' } }", "pattern ^a i")]
    [InlineData("Timestamp(1, 2)", "stamp 1 2")]
    [InlineData("MaxKey()", "bound True")]
    [InlineData("null", "null")]
    [InlineData("@when", "parameter when")]
    [InlineData(@"'a\n\u0041\'\x42'", "'a\nA'B'")]
    public void Value_HoweverWritten_KeepsItsType(string value, string expected)
    {
        var command = Guard.Check(EngineKind.Mongodb, $"db.users.find({{ a: {value} }})", AccessMode.ReadOnly).Command!;

        Assert.Equal($"{{a: {expected}}}", Show(command.Body.Find("filter")!));
    }

    [Fact]
    public void Parameters_OfAStatement_AreListedInOrder()
    {
        var verdict = Guard.Check(EngineKind.Mongodb, "db.a.find({ x: @b, y: [@a, @b] })", AccessMode.ReadOnly);

        Assert.Equal([new StatementParameter("b", 15, '@'), new StatementParameter("a", 23, '@'), new StatementParameter("b", 27, '@')], verdict.Parameters);
    }

    [Fact]
    public void Refused_Statement_HasNoCommand() =>
        Assert.Null(Guard.Check(EngineKind.Mongodb, "db.users.deleteMany({})", AccessMode.Write).Command);

    [Fact]
    public void Warned_Statement_HasItsCommand() =>
        Assert.NotNull(Guard.Check(EngineKind.Mongodb, "db.users.deleteMany({ _id: { $exists: true } })", AccessMode.Write).Command);

    private static string Show(MongoValue value) => value switch
    {
        MongoValue.Document d => "{" + string.Join(", ", d.Fields.Select(f => $"{f.Name}: {Show(f.Value)}")) + "}",
        MongoValue.Sequence s => "[" + string.Join(", ", s.Items.Select(Show)) + "]",
        MongoValue.Text t => $"'{t.Value}'",
        MongoValue.Flag f => f.Value ? "true" : "false",
        MongoValue.Null => "null",
        MongoValue.Whole n => n.Wide ? $"long {n.Value}" : n.Value.ToString(CultureInfo.InvariantCulture),
        MongoValue.Real r => string.Create(CultureInfo.InvariantCulture, $"real {r.Value}"),
        MongoValue.Exact e => $"exact {e.Value}",
        MongoValue.Id i => $"id {i.Hex}",
        MongoValue.Moment m => $"moment {m.Milliseconds}",
        MongoValue.Bytes b => $"bytes {b.Subtype} {Convert.ToHexString(b.Value.Span)}",
        MongoValue.Pattern p => $"pattern {p.Value} {p.Options}",
        MongoValue.Stamp s => $"stamp {s.Seconds} {s.Increment}",
        MongoValue.Bound b => $"bound {b.Highest}",
        MongoValue.Parameter p => $"parameter {p.Name}",
        _ => throw new InvalidOperationException(value.ToString()),
    };
}
