namespace Admin.Domain.SqlConsole.Running;

/// <summary>What goes to the server with a statement, so that its administrator sees who runs it.</summary>
internal static class RunComment
{
    private const int MaxPerson = 80;

    /// <summary>ASCII letters, digits and a few signs only: nothing in it can end a comment.</summary>
    public static string Of(RunId run, string? person) => $"admin run={run} person={Plain(person ?? "unknown")}";

    private static string Plain(string person) =>
        string.Concat(person.Take(MaxPerson).Select(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' or '_' or '+' ? c : '_'));
}
