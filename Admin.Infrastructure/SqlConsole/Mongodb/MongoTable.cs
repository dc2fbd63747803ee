using Admin.Domain.SqlConsole.Engines.Results;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// Documents as rows. The fields of the first documents are the columns, in the order they were met; a field that only comes
/// later, or stands a second time in its document, goes as JSON into a last column named "…". Documents that have nothing
/// in common (more than <see cref="MaxFields"/> fields together) are shown whole, in one column.
/// </summary>
internal sealed class MongoTable
{
    public const int MaxFields = 500;
    private const string Rest = "…";
    private const string Whole = "document";
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<MongoField> _fields = [];
    private bool _hasRest;

    /// <param name="moreMayCome">Whether documents may follow that have not been looked at.</param>
    public MongoTable(IEnumerable<RawBsonDocument> first, bool moreMayCome)
    {
        _hasRest = moreMayCome;
        foreach (var document in first)
            Meet(document);
    }

    public IReadOnlyList<ResultColumn> Columns =>
        IsWhole ? [new ResultColumn(Whole, "object", ColumnKind.Json)]
        : _hasRest ? [.. _fields.Select(f => f.ToColumn()), new ResultColumn(Rest, "object", ColumnKind.Json)]
        : [.. _fields.Select(f => f.ToColumn())];

    private bool IsWhole => _fields.Count > MaxFields;

    private int Width => IsWhole ? 1 : _fields.Count + (_hasRest ? 1 : 0);

    /// <summary>What a row counts in a result, known before its values are read.</summary>
    public long Bytes(RawBsonDocument document) => document.Slice.Length + ((long)Width * ResultBuffer.ValueOverhead);

    public object?[] Row(RawBsonDocument raw)
    {
        var document = MongoDocuments.Read(raw);
        var row = new object?[Width];
        if (IsWhole)
        {
            row[0] = MongoCells.Cell(document);
            return row;
        }
        var rest = new BsonDocument(allowDuplicateNames: true);
        var filled = new bool[row.Length];
        foreach (var field in document.Elements)
        {
            if (!_places.TryGetValue(field.Name, out var place) || filled[place])
                rest.Add(field);
            else
                (row[place], filled[place]) = (MongoCells.Cell(field.Value), true);
        }
        if (_hasRest && rest.ElementCount > 0)
            row[^1] = MongoCells.Cell(rest);
        return row;
    }

    private void Meet(RawBsonDocument document)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        MongoDocuments.Scan(document, (name, type, subtype) =>
        {
            if (!met.Add(name))
                _hasRest = true;
            else if (_fields.Count <= MaxFields)
                Field(name).Meet(type, subtype);
        });
    }

    private MongoField Field(string name)
    {
        if (_places.TryGetValue(name, out var place))
            return _fields[place];
        _places[name] = _fields.Count;
        _fields.Add(new MongoField(name));
        return _fields[^1];
    }
}
