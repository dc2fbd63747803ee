using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard.Mongo;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>Turns the guard's tree into BSON one to one; a parameter becomes its value, which is a scalar and never an operator.</summary>
internal sealed class MongoBson
{
    private readonly Dictionary<string, object?> _parameters = new(StringComparer.Ordinal);
    private string? _missing;

    private MongoBson(IReadOnlyList<BoundParameter> parameters)
    {
        foreach (var parameter in parameters)
            _parameters[parameter.Name] = parameter.Value;
    }

    /// <summary>The command of a query as the server takes it, without what belongs to the run.</summary>
    /// <exception cref="ArgumentException">The query has not been through the guard.</exception>
    public static Result<BsonDocument> Command(EngineQuery query)
    {
        var command = query.Command ?? throw new ArgumentException("A MongoDB query needs the command that the guard has read.", nameof(query));
        var bson = new MongoBson(query.Parameters);
        var body = bson.Document(command.Body);
        return bson._missing is { } name ? SqlConsoleErrors.ParameterMissing(name) : body;
    }

    private BsonDocument Document(MongoValue.Document document)
    {
        var bson = new BsonDocument();
        foreach (var field in document.Fields)
            bson.Add(field.Name, Value(field.Value));
        return bson;
    }

    private BsonValue Value(MongoValue value) => value switch
    {
        MongoValue.Document document => Document(document),
        MongoValue.Sequence sequence => new BsonArray(sequence.Items.Select(Value)),
        MongoValue.Text text => new BsonString(text.Value),
        MongoValue.Flag flag => BsonBoolean.Create(flag.Value),
        MongoValue.Null => BsonNull.Value,
        MongoValue.Whole { Wide: true } number => new BsonInt64(number.Value),
        MongoValue.Whole number => new BsonInt32((int)number.Value),
        MongoValue.Real number => new BsonDouble(number.Value),
        MongoValue.Exact number => new BsonDecimal128(Decimal128.Parse(number.Value)),
        MongoValue.Id id => new BsonObjectId(ObjectId.Parse(id.Hex)),
        MongoValue.Moment moment => new BsonDateTime(moment.Milliseconds),
        MongoValue.Bytes bytes => new BsonBinaryData(bytes.Value.ToArray(), (BsonBinarySubType)bytes.Subtype),
        MongoValue.Pattern pattern => new BsonRegularExpression(pattern.Value, pattern.Options),
        MongoValue.Stamp stamp => new BsonTimestamp(unchecked((int)stamp.Seconds), unchecked((int)stamp.Increment)),
        MongoValue.Bound bound => bound.Highest ? BsonMaxKey.Value : BsonMinKey.Value,
        MongoValue.Parameter parameter => Parameter(parameter.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "The guard gave a kind of value that the engine does not know."),
    };

    private BsonValue Parameter(string name)
    {
        if (!_parameters.TryGetValue(name, out var value))
            _missing ??= name;
        return value switch
        {
            null => BsonNull.Value,
            bool flag => BsonBoolean.Create(flag),
            long number when number is >= int.MinValue and <= int.MaxValue => new BsonInt32((int)number),
            long number => new BsonInt64(number),
            decimal number => new BsonDecimal128(number),
            double number => new BsonDouble(number),
            string text => new BsonString(text),
            byte[] bytes => new BsonBinaryData(bytes),
            _ => throw new ArgumentException($"A parameter cannot be a {value.GetType().Name}.", nameof(name)),
        };
    }
}
