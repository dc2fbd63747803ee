using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Saved;

/// <summary>Refusals around saved queries.</summary>
internal static class SavedQueryErrors
{
    public static Error NotFound { get; } = Error.NotFound("saved_query_not_found", "There is no such saved query for you: choose one from the list.");

    public static Error NotYours { get; } = Error.Forbidden("saved_query_not_yours", "Somebody else keeps this query: save a copy of your own.");

    public static Error NameTaken { get; } = Error.Conflict("saved_query_name_taken", "Another saved query of yours in this folder has this name: choose a different one.", "name");

    public static Error TooMany { get; } =
        Error.Conflict("saved_query_too_many", $"You keep {SavedQueries.MaxPerPerson} queries already: delete one first.");

    public static Error Changed { get; } =
        new(ErrorKind.PreconditionFailed, "saved_query_changed", "Somebody changed this query in the meantime: load it again and repeat your change, or save a copy.");
}
