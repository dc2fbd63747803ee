using System.Globalization;
using System.Text;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>A statement of the console's own, put together from its words and from values, which stay values.</summary>
internal sealed class OwnQuery
{
    private readonly StringBuilder _text = new();
    private readonly List<BoundParameter> _values = [];

    public OwnQuery(string text) => _text.Append(text);

    public OwnQuery Add(string text)
    {
        _text.Append(text);
        return this;
    }

    public OwnQuery AddValue(object? value)
    {
        _values.Add(new BoundParameter((_values.Count + 1).ToString(CultureInfo.InvariantCulture), _text.Length, 1, value));
        _text.Append('?');
        return this;
    }

    /// <summary>A part of a person's statement, with the parameters inside it.</summary>
    public OwnQuery AddPart(string text, IReadOnlyList<BoundParameter> parameters)
    {
        _values.AddRange(parameters.Select(p => p with { Start = p.Start + _text.Length }));
        return Add(text);
    }

    public EngineQuery ToQuery() => new(_text.ToString(), _values, TimeSpan.Zero);
}
