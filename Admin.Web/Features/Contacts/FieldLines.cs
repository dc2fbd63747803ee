using Admin.Domain.Messaging.Contacts;

namespace Admin.Web.Features.Contacts;

/// <summary>Fields as people edit them: one per line, <c>name = text</c>.</summary>
internal static class FieldLines
{
    public static string Write(IReadOnlyDictionary<string, string> fields) =>
        string.Join('\n', fields.Where(f => f.Key != ContactFields.NameField).Select(f => $"{f.Key} = {f.Value.ReplaceLineEndings(" ")}"));

    /// <summary>The fields, or the first line that is none.</summary>
    public static (IReadOnlyList<KeyValuePair<string, string?>> Fields, string? Wrong) Read(string? text)
    {
        var fields = new List<KeyValuePair<string, string?>>();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at))
                return ([], line);
            fields.Add(KeyValuePair.Create(line[..at].Trim(), (string?)line[(at + 1)..].Trim()));
        }

        return (fields, null);
    }

    /// <summary>Tags as people write them, separated by commas.</summary>
    public static IReadOnlyList<string> Tags(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
