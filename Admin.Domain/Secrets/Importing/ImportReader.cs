using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Importing;

/// <summary>Reads a request into entries and judges what can be judged without looking at stored secrets. Pure.</summary>
internal static class ImportReader
{
    public static Result<List<ImportEntry>> Read(SecretImportRequest request, DateTime now)
    {
        var read = ReadEntries(request, now);
        if (read.Failed)
            return read.Error;
        if (read.Value.Count == 0)
            return SecretImportErrors.Empty;
        if (read.Value.Count > SecretImportErrors.MaxEntries)
            return SecretImportErrors.TooMany;
        return Unique(read.Value.ConvertAll(e => WithinRules(e, request, now)), request);
    }

    private static Result<List<ImportEntry>> ReadEntries(SecretImportRequest request, DateTime now)
    {
        if (request.Source == SecretImportSource.FernetTokens)
            return FormerSecrets.Read(request.Key, request.Items, now);
        if (request.Text is null)
            return SecretImportErrors.TextRequired;
        var text = request.Text.Read();
        if (text.Failed)
            return text.Error;
        if (string.IsNullOrWhiteSpace(text.Value))
            return SecretImportErrors.Empty;
        return request.Source == SecretImportSource.Json ? JsonSecrets.Read(text.Value) : EnvFile.Read(text.Value);
    }

    /// <summary>The rules that a secret made by hand keeps as well; a name that breaks them is not shown.</summary>
    private static ImportEntry WithinRules(ImportEntry entry, SecretImportRequest request, DateTime now)
    {
        var shown = entry.Name is { } name && SecretRules.CheckName(name) is null ? name.Trim() : null;
        if (entry.Fault is not null)
            return entry with { Name = shown, Value = null };
        return SecretRules.Check(entry.ToDraft(request), now) is { } fault
            ? entry with { Name = shown, Value = null, Fault = fault with { Others = [] } }
            : entry with { Name = shown };
    }

    /// <summary>Which of two values is meant nobody can tell, so all entries of one name are bad.</summary>
    private static List<ImportEntry> Unique(List<ImportEntry> entries, SecretImportRequest request)
    {
        var places = entries.Where(e => e.Fault is null).ToLookup(e => Place(e, request));
        return entries.ConvertAll(entry =>
        {
            if (entry.Fault is not null || places[Place(entry, request)].Where(e => e != entry).ToList() is not { Count: > 0 } others)
                return entry;
            return entry with { Value = null, Fault = SecretImportErrors.Duplicate(string.Join(", ", others.Select(o => o.Position.Line ?? o.Position.Index))) };
        });
    }

    private static (Guid Scope, string Name) Place(ImportEntry entry, SecretImportRequest request) =>
        ((entry.ChatbotId ?? request.ChatbotId)?.Value ?? Guid.Empty, Names.Normalize(entry.Name!));
}
