using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Grants;

/// <summary>Refusals around access to data sources.</summary>
internal static class GrantErrors
{
    public static Error NotFound { get; } = Error.NotFound("grant_not_found", "There is no such access in this organization: load the list again.");

    public static Error NotOpen { get; } = Error.Conflict("grant_not_open", "This access has been decided, has ended or was taken back already: load the list again.");

    public static Error AlreadyAsked { get; } = Error.Conflict("grant_already_requested", "You have asked for this already: wait for an org admin's decision.");

    public static Error PersonNotFound { get; } = Error.Invalid("grant_person_unknown", "This person is not a member of the organization: choose one who is.", "person_id");

    public static Error WhoRequired { get; } = Error.Invalid("grant_who_required", "Access is given to one person or to one role: choose which.", "person_id");

    public static Error ReasonLength { get; } =
        Error.Invalid("reason_length", $"A reason has 3 to {DataSourceGrant.ReasonMaxLength} characters: write one.", "reason");

    public static Error UntilOutOfRange { get; } =
        Error.Invalid("grant_until_out_of_range", $"Access that is asked for ends within {GrantService.LongestRequest.Days} days from now: choose such an end.", "until");
}
