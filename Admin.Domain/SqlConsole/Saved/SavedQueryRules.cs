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
        if (draft.Folder?.Trim().Length > SavedQuery.FolderMaxLength)
            faults.Add(Error.Invalid("saved_query_folder_length", $"The folder has at most {SavedQuery.FolderMaxLength} characters: shorten it.", "folder"));
        if (draft.Description?.Trim().Length > SavedQuery.DescriptionMaxLength)
            faults.Add(Error.Invalid("saved_query_description_length", $"The description has at most {SavedQuery.DescriptionMaxLength} characters: shorten it.", "description"));
        if (draft.Parameters is { Length: > 0 } parameters && !IsMap(parameters))
            faults.Add(Error.Invalid("saved_query_parameters_invalid", "The parameters are a JSON object of texts by name: correct them.", "parameters"));
        return Error.Join(faults);
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
