using System.Text.Json;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard.Mongo;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Masking.Mongo;

namespace Admin.Tests.Domain.SqlConsole.Masking;

/// <summary>Commands are written as JSON here; a text that begins with @ is a parameter.</summary>
public sealed class DocumentMaskingTests
{
    private static readonly MaskProfile Profile = MaskProfile.For([new("users", "contact.phone", "Phone numbers are personal data"), new("users", "cpf", "Tax ids are personal data")]);

    [Theory]
    [InlineData("""{"find":"users","filter":{"cpf":"@p"},"projection":{"cpf":1,"name":1}}""")]
    [InlineData("""{"find":"users","filter":{"$or":[{"contact.phone":{"$eq":"@p"}},{"cpf":{"$in":["@p","@q"]}}],"age":{"$gte":18}},"sort":{"name":1}}""")]
    [InlineData("""{"find":"users","filter":{"note":"cpf"},"projection":{"cpf":0}}""")]
    [InlineData("""{"find":"orders","filter":{"cpf":{"$gt":"1"}},"sort":{"cpf":1}}""")]
    [InlineData("""{"count":"users","query":{"contact.phone":"@p"}}""")]
    [InlineData("""{"distinct":"users","key":"city","query":{"cpf":"@p"}}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$match":{"cpf":"@p"}},{"$project":{"x":"$$ROOT"}},{"$sort":{"x.name":1}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$group":{"_id":"$city","n":{"$sum":1},"all":{"$push":"$$ROOT"}}}]}""")]
    [InlineData("""{"aggregate":"orders","pipeline":[{"$lookup":{"from":"users","localField":"user","foreignField":"_id","as":"u"}},{"$unwind":"$u"}]}""")]
    [InlineData("""{"insert":"users","documents":[{"cpf":"1"}]}""")]
    [InlineData("""{"update":"users","updates":[{"q":{"cpf":"@p"},"u":{"$set":{"cpf":"@q","name":"x"}}}]}""")]
    [InlineData("""{"delete":"users","deletes":[{"q":{"cpf":"@p"},"limit":1}]}""")]
    [InlineData("""{"explain":{"find":"users","filter":{"cpf":"@p"}}}""")]
    public void Plan_KeptTogetherWithItsName_IsLetThrough(string command)
    {
        var plan = DocumentMasking.Plan(Node(command), Profile);

        Assert.False(plan.Failed, plan.Error?.Message);
    }

    [Theory]
    [InlineData("""{"find":"users","filter":{"cpf":"1"}}""")]
    [InlineData("""{"find":"users","filter":{"cpf":{"$regex":"^1"}}}""")]
    [InlineData("""{"find":"users","filter":{"cpf":{"$gt":"@p"}}}""")]
    [InlineData("""{"find":"users","filter":{"$and":[{"a":1},{"$nor":[{"CPF":{"$ne":"@p"}}]}]}}""")]
    [InlineData("""{"find":"users","filter":{"contact":{"$gt":{"phone":"@p"}}}}""")]
    [InlineData("""{"find":"users","filter":{"contact":{"$elemMatch":{"phone":{"$exists":true}}}}}""")]
    [InlineData("""{"find":"users","filter":{"$expr":{"$gt":["$cpf","1"]}}}""")]
    [InlineData("""{"find":"users","filter":{"$expr":{"$gt":[{"$getField":"cpf"},"1"]}}}""")]
    [InlineData("""{"find":"users","filter":{"$jsonSchema":{"properties":{"cpf":{"pattern":"^1"}}}}}""")]
    [InlineData("""{"find":"users","filter":{"$text":{"$search":"1"}}}""")]
    [InlineData("""{"find":"users","filter":{},"sort":{"cpf":1}}""")]
    [InlineData("""{"find":"users","filter":{},"sort":{"contact":1}}""")]
    [InlineData("""{"find":"users","filter":{},"hint":{"cpf":1}}""")]
    [InlineData("""{"find":"users","filter":{},"projection":{"x":"$cpf"}}""")]
    [InlineData("""{"find":"users","filter":{},"projection":{"cpf":{"$slice":1}}}""")]
    [InlineData("""{"distinct":"users","key":"cpf"}""")]
    [InlineData("""{"distinct":"users","key":"contact.phone","query":{}}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$project":{"x":"$cpf"}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$addFields":{"x":{"$substr":["$contact.phone",0,2]}}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$project":{"x":{"$objectToArray":"$$ROOT"}}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$project":{"x":{"$getField":{"$concat":["c","pf"]}}}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$project":{"x":{"$toString":"$$ROOT"}}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$group":{"_id":"$cpf"}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$group":{"_id":"$$ROOT"}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$group":{"_id":1,"m":{"$max":"$contact"}}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$sort":{"contact.phone":1}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$sortByCount":"$cpf"}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$facet":{"a":[{"$sort":{"cpf":1}}]}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$unwind":"$contact.phone"}]}""")]
    [InlineData("""{"aggregate":"orders","pipeline":[{"$lookup":{"from":"users","localField":"note","foreignField":"cpf","as":"u"}}]}""")]
    [InlineData("""{"aggregate":"orders","pipeline":[{"$lookup":{"from":"users","pipeline":[{"$match":{"cpf":{"$lt":"5"}}}],"as":"u"}}]}""")]
    [InlineData("""{"aggregate":"orders","pipeline":[{"$unionWith":{"coll":"users","pipeline":[{"$project":{"x":"$cpf"}}]}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$setWindowFields":{"sortBy":{"cpf":1},"output":{"n":{"$documentNumber":{}}}}}]}""")]
    [InlineData("""{"aggregate":"users","pipeline":[{"$project":{"x":{"$let":{"vars":{"d":"$$ROOT"},"in":"$$d.cpf"}}}}]}""")]
    [InlineData("""{"update":"users","updates":[{"q":{},"u":{"$rename":{"cpf":"x"}}}]}""")]
    [InlineData("""{"update":"users","updates":[{"q":{},"u":{"$max":{"cpf":"5"}}}]}""")]
    [InlineData("""{"update":"users","updates":[{"q":{},"u":[{"$set":{"x":"$cpf"}}]}]}""")]
    [InlineData("""{"delete":"users","deletes":[{"q":{"cpf":{"$gt":"5"}},"limit":0}]}""")]
    [InlineData("""{"explain":{"find":"users","filter":{"cpf":{"$gt":"5"}}}}""")]
    public void Plan_ReadIntoAnotherPlace_IsRefused(string command)
    {
        var plan = DocumentMasking.Plan(Node(command), Profile);

        Assert.Equal("masked_column", plan.Error?.Code);
    }

    [Theory]
    [InlineData("db.users.find({ name: 'x' }, { cpf: 1 }).sort({ name: 1 })", true)]
    [InlineData("db.users.find({}).sort({ cpf: 1 })", false)]
    [InlineData("db.users.aggregate([{ $group: { _id: \"$cpf\" } }])", false)]
    [InlineData("db.users.distinct('cpf')", false)]
    [InlineData("db.users.find({ cpf: @p })", true)]
    [InlineData("db.users.find({ cpf: /^1/ })", false)]
    [InlineData("db.users.find({ cpf: { $gt: @p } })", false)]
    [InlineData("db.users.find({ cpf: @p }).explain()", true)]
    [InlineData("db.users.find({ cpf: 1 }).count()", false)]
    [InlineData("{ find: 'users', filter: { name: 'x' }, limit: 5 }", true)]
    [InlineData("{ find: 'users', filter: {}, sort: { cpf: 1 } }", false)]
    [InlineData("db.users.updateOne({ cpf: @p }, { $set: { cpf: @q } })", true)]
    [InlineData("db.users.updateOne({ _id: 1 }, [{ $set: { note: '$cpf' } }])", false)]
    [InlineData("db.users.deleteMany({ cpf: { $gte: '5' } })", false)]
    [InlineData("db.users.insertMany([{ cpf: '1' }])", true)]
    public void Plan_GuardsCommand_IsDecidedByTheSameRules(string statement, bool allowed)
    {
        var verdict = MongoGuard.Check(statement, AccessMode.Write);

        Assert.Equal("ok", verdict.Code);
        Assert.Equal(allowed, !MaskPlanner.Plan(EngineKind.Mongodb, statement, Profile, verdict.Command).Failed);
    }

    private static DocumentNode.Map Node(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (DocumentNode.Map)Node(document.RootElement);
    }

    private static DocumentNode Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new DocumentNode.Map(0, [.. element.EnumerateObject().Select(p => new DocumentNode.Field(p.Name, 0, Node(p.Value)))]),
        JsonValueKind.Array => new DocumentNode.List(0, [.. element.EnumerateArray().Select(Node)]),
        JsonValueKind.String when element.GetString()!.StartsWith('@') => new DocumentNode.Parameter(0),
        JsonValueKind.String => new DocumentNode.Text(0, element.GetString()!),
        _ => new DocumentNode.Other(0),
    };
}
