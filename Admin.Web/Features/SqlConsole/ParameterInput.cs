using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Web.Features.SqlConsole;

/// <summary>How a parameter is written by a person.</summary>
public enum ParameterKind
{
    Text,
    Number,
    Boolean,
    Date,
    Null,
}

/// <summary>A parameter's value as it stands in its field.</summary>
public sealed class ParameterInput
{
    public ParameterKind Kind { get; set; }

    public string Text { get; set; } = "";

    /// <summary>The typed value, or why the text is none.</summary>
    public Result<object?> Read(string name)
    {
        var text = Text.Trim();
        return Kind switch
        {
            ParameterKind.Null => (object?)null!,
            ParameterKind.Boolean => text == "true",
            ParameterKind.Number when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            ParameterKind.Number when decimal.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            ParameterKind.Number => Error.Invalid("parameter_not_a_number", $"The parameter {name} is not a number: correct it, or choose text.", name).With(("name", name)),
            _ => Text,
        };
    }

    /// <summary>The values of all, by name; the first that cannot be read refuses.</summary>
    public static Result<QueryParameters> ReadAll(IEnumerable<string> names, IReadOnlyDictionary<string, ParameterInput> inputs)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var value = inputs.TryGetValue(name, out var input) ? input.Read(name) : "";
            if (value.Failed)
                return value.Error;
            values[name] = value.Value;
        }
        return QueryParameters.None with { Named = values };
    }
}
