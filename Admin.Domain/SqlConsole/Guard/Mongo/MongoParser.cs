using System.Text;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>
/// Reads a shell-like statement or a command document into values. There is no evaluation: what is not a literal is refused.
/// Its recursion is bounded by <see cref="GuardLimits.MaxDocumentNesting"/>.
/// </summary>
internal sealed class MongoParser
{
    private readonly MongoReader _reader;
    private readonly List<StatementParameter> _parameters = [];
    private int _depth;

    private MongoParser(string text) => _reader = new MongoReader(text);

    public static MongoStatement? Parse(string text, out IReadOnlyList<StatementParameter> parameters, out MongoFault fault)
    {
        var parser = new MongoParser(text);
        var statement = parser.Statement(text);
        parameters = parser._parameters;
        fault = parser._reader.Fault ?? default;
        return parser._reader.Fault is null ? statement : null;
    }

    private MongoStatement? Statement(string text)
    {
        if (Characters.LoneSurrogate(text) is { } lone)
            _reader.Fail(GuardCodes.Unreadable, lone);
        _reader.Space();
        if (_reader.AtEnd)
        {
            _reader.Fail(GuardCodes.Empty, 0);
            return null;
        }
        MongoStatement statement = _reader.Peek('{') ? Json() : Shell();
        _reader.End();
        return statement;
    }

    private MongoStatement.Json Json()
    {
        var at = _reader.At;
        _depth++;
        return new MongoStatement.Json(new MongoValue.Document(at, Fields()));
    }

    private MongoStatement.Shell Shell()
    {
        var start = _reader.At;
        if (_reader.Name() != "db")
            _reader.Fail(GuardCodes.StatementNotAllowed, start);
        var collection = new StringBuilder();
        var at = start;
        var calls = new List<MongoStatement.Call>();
        while (_reader.Fault is null)
        {
            if (_reader.Peek('['))
                at = Segment(collection, Bracketed(out var segment), segment, at, calls);
            else if (_reader.Take('.'))
                at = Member(collection, at, calls);
            else
                break;
        }
        return new MongoStatement.Shell(collection.ToString(), at, calls);
    }

    /// <summary>A part of the collection's name or, with arguments, a call.</summary>
    private int Member(StringBuilder collection, int at, List<MongoStatement.Call> calls)
    {
        _reader.Space();
        var start = _reader.At;
        var name = _reader.Name();
        if (!_reader.Peek('('))
            return Segment(collection, start, name, at, calls);
        var arguments = Items('(', ')');
        if (calls.Count == 0 && collection.Length == 0 && name == "getCollection" && arguments is [MongoValue.Text text])
            return Segment(collection, start, text.Value, at, calls);
        calls.Add(new MongoStatement.Call(name, start, arguments));
        return at;
    }

    private int Bracketed(out string segment)
    {
        var start = _reader.At;
        _reader.Take('[');
        _reader.Space();
        segment = _reader.PeekQuote() ? _reader.Text() : "";
        if (segment.Length == 0)
            _reader.Fail(GuardCodes.NotUnderstood, start);
        _reader.Expect(']');
        return start;
    }

    private int Segment(StringBuilder collection, int start, string segment, int at, List<MongoStatement.Call> calls)
    {
        if (calls is [{ Method: "getSiblingDB" or "getMongo" } other, ..])
            _reader.Fail(GuardCodes.OtherServer, other.Position, other.Method);
        else if (calls.Count > 0)
            _reader.Fail(GuardCodes.NotUnderstood, start, segment);
        var first = collection.Length == 0;
        if (!first)
            collection.Append('.');
        collection.Append(segment);
        return first ? start : at;
    }

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
            _reader.Fail(GuardCodes.TooDeep, at);
        var value = _reader.Fault is not null ? new MongoValue.Null(at)
            : _reader.Peek('{') ? MongoExtendedJson.Read(new MongoValue.Document(at, Fields()), _reader)
            : _reader.Peek('[') ? new MongoValue.Sequence(at, Items('[', ']'))
            : Scalar(at);
        _depth--;
        return value;
    }

    private List<MongoValue.Field> Fields()
    {
        var fields = new List<MongoValue.Field>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        _reader.Expect('{');
        while (_reader.Fault is null && !_reader.Take('}'))
        {
            _reader.Space();
            var at = _reader.At;
            var name = _reader.PeekQuote() ? _reader.Text() : _reader.Key();
            if (name.Contains('\0', StringComparison.Ordinal))
                _reader.Fail(GuardCodes.Unreadable, at);
            if (!names.Add(name))
                _reader.Fail(GuardCodes.DuplicateField, at, name);
            _reader.Expect(':');
            fields.Add(new MongoValue.Field(name, at, Value()));
            if (!_reader.Take(',') && !_reader.Peek('}'))
                _reader.Fail(GuardCodes.Unreadable);
        }
        return fields;
    }

    private MongoValue Scalar(int at)
    {
        if (_reader.PeekQuote())
            return new MongoValue.Text(at, _reader.Text());
        if (_reader.Peek('/'))
            return Pattern(at);
        if (_reader.PeekNumber())
            return MongoLiterals.Number(at, _reader);
        if (_reader.Take('@'))
            return Parameter(at);
        var name = _reader.Name();
        if (name == "new")
        {
            _reader.Space();
            name = _reader.Name();
        }
        else if (MongoLiterals.Constant(at, name) is { } constant)
            return constant;
        if (_reader.Fault is null && (!MongoLiterals.IsConstructor(name) || !_reader.Peek('(')))
            _reader.Fail(GuardCodes.NotUnderstood, at, name);
        return MongoLiterals.Construct(at, name, Items('(', ')'), _reader);
    }

    private MongoValue Pattern(int at)
    {
        var (pattern, options) = _reader.Regex();
        return MongoLiterals.Pattern(at, pattern, options, _reader);
    }

    private MongoValue.Parameter Parameter(int at)
    {
        var name = _reader.Name();
        _parameters.Add(new StatementParameter(name, at, '@'));
        return new MongoValue.Parameter(at, name);
    }
}
