using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Reads a shell-like statement into values. There is no evaluation: what is not a literal is refused.</summary>
internal sealed class MongoParser
{
    private static readonly FrozenSet<string> Constructors =
        "ObjectId ISODate Date NumberLong NumberInt NumberDecimal UUID BinData Timestamp MinKey MaxKey".Split(' ').ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Constants = "true false null NaN Infinity".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly MongoReader _reader;
    private int _depth;

    private MongoParser(string text) => _reader = new MongoReader(text);

    public static MongoStatement? Parse(string text, out MongoFault fault)
    {
        var parser = new MongoParser(text);
        var statement = parser.Statement();
        fault = parser._reader.Fault ?? default;
        return parser._reader.Fault is null ? statement : null;
    }

    private MongoStatement? Statement()
    {
        _reader.Space();
        if (_reader.AtEnd)
        {
            _reader.Fail(GuardCodes.Empty);
            return null;
        }
        if (_reader.Name() != "db")
        {
            _reader.Fail(GuardCodes.StatementNotAllowed);
            return null;
        }
        var (collection, at) = ("", _reader.At);
        var calls = new List<MongoCall>();
        while (_reader.Take('.') && _reader.Fault is null)
        {
            _reader.Space();
            var start = _reader.At;
            var name = _reader.Name();
            if (!_reader.Peek('('))
            {
                collection = calls.Count > 0 ? Fail("") : collection.Length == 0 ? name : $"{collection}.{name}";
                at = collection == name ? start : at;
                continue;
            }
            var arguments = Arguments();
            if (calls.Count == 0 && collection.Length == 0 && name == "getCollection" && arguments is [MongoValue.Scalar { Text: var text }])
                (collection, at) = (text, start);
            else
                calls.Add(new MongoCall(name, start, arguments));
        }
        _reader.End();
        return new MongoStatement(collection, at, calls);
    }

    private string Fail(string value)
    {
        _reader.Fail(GuardCodes.NotUnderstood);
        return value;
    }

    private List<MongoValue> Arguments() => Items('(', ')');

    private List<MongoValue> Items(char open, char close)
    {
        var items = new List<MongoValue>();
        _reader.Expect(open);
        while (_reader.Fault is null && !_reader.Take(close))
        {
            items.Add(Value());
            if (!_reader.Take(',') && !_reader.Peek(close))
                _reader.Fail(GuardCodes.Unreadable);
        }
        return items;
    }

    private MongoValue Value()
    {
        _reader.Space();
        var at = _reader.At;
        if (++_depth > GuardLimits.MaxDocumentNesting)
            _reader.Fail(GuardCodes.TooDeep);
        MongoValue value = _reader.Fault is not null ? new MongoValue.Scalar(at, "")
            : _reader.Peek('{') ? new MongoValue.Document(at, Fields())
            : _reader.Peek('[') ? new MongoValue.Sequence(at, Items('[', ']'))
            : new MongoValue.Scalar(at, Scalar());
        _depth--;
        return value;
    }

    private List<MongoValue.Field> Fields()
    {
        var fields = new List<MongoValue.Field>();
        _reader.Expect('{');
        while (_reader.Fault is null && !_reader.Take('}'))
        {
            _reader.Space();
            var at = _reader.At;
            var name = _reader.PeekQuote() ? _reader.Text() : _reader.Key();
            _reader.Expect(':');
            fields.Add(new MongoValue.Field(name, at, Value()));
            if (!_reader.Take(',') && !_reader.Peek('}'))
                _reader.Fail(GuardCodes.Unreadable);
        }
        return fields;
    }

    private string Scalar()
    {
        if (_reader.PeekQuote())
            return _reader.Text();
        if (_reader.Peek('/'))
            return _reader.Regex();
        if (_reader.PeekNumber())
            return _reader.Number();
        var start = _reader.At;
        var name = _reader.Name();
        if (name == "new")
        {
            _reader.Space();
            name = _reader.Name();
        }
        else if (Constants.Contains(name))
            return name;
        if (!Constructors.Contains(name))
            _reader.Fail(GuardCodes.NotUnderstood, start, name);
        foreach (var argument in Arguments())
        {
            if (argument is not MongoValue.Scalar)
                _reader.Fail(GuardCodes.NotUnderstood, argument.Position, name);
        }
        return name;
    }
}
