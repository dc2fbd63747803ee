using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Api;

/// <summary>A value of a result as JSON can carry it.</summary>
internal static class JsonCell
{
    public static object? Of(object? value) => value switch
    {
        // JSON has no infinity; it goes as the word that JavaScript prints.
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        CutValue cut => cut.Head,
        MaskedValue masked => masked.ToString(),
        _ => value,
    };
}
