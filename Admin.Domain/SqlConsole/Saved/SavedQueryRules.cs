using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole.Saved;

/// <summary>What a saved query may be; collects every fault. Whether its statement may run is the guard's affair when it runs.</summary>
internal static class SavedQueryRules
{
    public static Error? Check(SavedQueryDraft draft)
    {
        var faults = new List<Error>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Trim().Length > SavedQuery.NameMaxLength)
            faults.Add(Error.Invalid("saved_query_name_length", $"A saved query has a name of at most {SavedQuery.NameMaxLength} characters: give it one.", "name"));
        if (string.IsNullOrWhiteSpace(draft.Statement) || draft.Statement.Length > GuardLimits.MaxLength)
            faults.Add(Error.Invalid("saved_query_statement_length", "A saved query has a statement of at most 64 KiB: write one.", "statement"));
        TooLong(faults, "folder", draft.Folder, SavedQuery.FolderMaxLength);
        TooLong(faults, "description", draft.Description, SavedQuery.DescriptionMaxLength);
        if (draft.Parameters is { Length: > 0 } parameters && !IsMap(parameters))
            faults.Add(Error.Invalid("saved_query_parameters_invalid", "The parameters are a JSON object of texts by name: correct them.", "parameters"));
        return Error.Join(faults);
    }

    private static void TooLong(List<Error> faults, string field, string? value, int max)
    {
        if (value?.Trim().Length > max)
            faults.Add(Error.Invalid($"saved_query_{field}_length", $"The {field} has at most {max} characters: shorten it.", field));
    }

    private static bool IsMap(string text)
    {
        if (text.Length > SavedQuery.ParametersMaxLength)
            return false;
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
