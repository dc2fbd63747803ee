using System.Text.Json;
using System.Text.RegularExpressions;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns;

/// <summary>
/// What a campaign puts into one place of its template: a constant, or the value of one column of the audience, with
/// <c>{{column|text}}</c> the text for those who lack it.
/// </summary>
/// <param name="Fallback">Stands in for a column without a value; null: who lacks it is skipped.</param>
public sealed partial record ParameterTemplate(string? Constant, string? Column, string? Fallback = null)
{
    public const int MaxLength = 1024;
    public const int MaxCount = 50;

    /// <summary>What is wrong with a text as a person wrote it; null when nothing is.</summary>
    /// <param name="parameter">How errors call its place.</param>
    public static Error? FaultOf(string parameter, string? text)
    {
        if (text is null || text.Length == 0 || (!ColumnPattern().IsMatch(text) && text.Contains("{{", StringComparison.Ordinal)))
            return CampaignErrors.ParameterMalformed(parameter);
        return text.Length > MaxLength ? CampaignErrors.ParameterTooLong(parameter) : null;
    }

    public static ParameterTemplate Parse(string text) =>
        ColumnPattern().Match(text) is { Success: true } match
            ? new(null, match.Groups["column"].Value.ToLowerInvariant(), match.Groups["fallback"] is { Success: true, Value.Length: > 0 } fallback ? fallback.Value : null)
            : new(text, null);

    /// <summary>The value for one person; null where a column has none and nothing stands in for it.</summary>
    public string? Fill(IReadOnlyDictionary<string, string> fields) =>
        Constant ?? (fields.GetValueOrDefault(Column!) is { } value && !string.IsNullOrWhiteSpace(value) ? value : Fallback);

    /// <summary>The texts to send, in order; null where one has no value.</summary>
    /// <param name="fields">The person's columns: a flat JSON object of texts.</param>
    public static IReadOnlyList<string>? Fill(IReadOnlyList<ParameterTemplate> templates, string fields)
    {
        var values = ReadFields(fields);
        var filled = new string[templates.Count];
        for (var i = 0; i < filled.Length; i++)
        {
            if (templates[i].Fill(values) is not { } value || string.IsNullOrWhiteSpace(value))
                return null;
            filled[i] = value;
        }

        return filled;
    }

    public static IReadOnlyDictionary<string, string> ReadFields(string fields) => JsonSerializer.Deserialize<Dictionary<string, string>>(fields) ?? [];

    public override string ToString() => Constant ?? (Fallback is null ? $"{{{{{Column}}}}}" : $"{{{{{Column}|{Fallback}}}}}");

    [GeneratedRegex(@"^\s*\{\{\s*(?<column>[\p{L}\p{N}_ .-]{1,60}?)\s*(\|\s*(?<fallback>[^{}|]*?)\s*)?\}\}\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColumnPattern();
}
