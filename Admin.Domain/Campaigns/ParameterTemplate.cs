using System.Text.Json;
using System.Text.RegularExpressions;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns;

/// <summary>What a campaign puts into one place of its template: a constant, or the value of one column of the audience.</summary>
public sealed partial record ParameterTemplate(string? Constant, string? Column)
{
    public const int MaxLength = 1024;
    public const int MaxCount = 50;

    public static Result<IReadOnlyList<ParameterTemplate>> ParseAll(IReadOnlyList<string> texts)
    {
        var parsed = new List<ParameterTemplate>(texts.Count);
        var faults = new List<Error>();
        foreach (var text in texts)
        {
            if (text is null || (text.Length == 0) || (!ColumnPattern().IsMatch(text) && text.Contains("{{", StringComparison.Ordinal)))
                faults.Add(CampaignErrors.ParameterMalformed(parsed.Count + faults.Count + 1));
            else if (text.Length > MaxLength)
                faults.Add(CampaignErrors.ParameterTooLong(parsed.Count + faults.Count + 1));
            else
                parsed.Add(Parse(text));
        }

        return Error.Join(faults) is { } error ? error : parsed;
    }

    public static ParameterTemplate Parse(string text) =>
        ColumnPattern().Match(text) is { Success: true } match ? new(null, match.Groups["column"].Value.ToLowerInvariant()) : new(text, null);

    /// <summary>The texts to send, in order; null where a column has no value.</summary>
    public static IReadOnlyList<string>? Fill(IReadOnlyList<ParameterTemplate> templates, string fields)
    {
        var values = JsonSerializer.Deserialize<Dictionary<string, string>>(fields) ?? [];
        var filled = new string[templates.Count];
        for (var i = 0; i < filled.Length; i++)
        {
            var value = templates[i].Constant ?? values.GetValueOrDefault(templates[i].Column!);
            if (string.IsNullOrWhiteSpace(value))
                return null;
            filled[i] = value;
        }

        return filled;
    }

    public override string ToString() => Constant ?? $"{{{{{Column}}}}}";

    [GeneratedRegex(@"^\s*\{\{\s*(?<column>[\p{L}\p{N}_ .-]{1,60}?)\s*\}\}\s*$", RegexOptions.None, 1000)]
    private static partial Regex ColumnPattern();
}
