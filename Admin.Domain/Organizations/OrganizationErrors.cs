using Admin.Domain.Common;

namespace Admin.Domain.Organizations;

public static class OrganizationErrors
{
    public static Error AlreadySuspended { get; } = Error.Conflict("organization_already_suspended", "This organization is suspended already.");

    public static Error NotSuspended { get; } = Error.Conflict("organization_not_suspended", "This organization is not suspended.");

    public static Error NotFound { get; } = Error.NotFound("organization_not_found", "There is no such organization.");

    /// <summary>Lost-update protection, the same answer for everything of this feature.</summary>
    public static Error ChangedMeanwhile { get; } = new(ErrorKind.PreconditionFailed, "changed_meanwhile", "Somebody changed this in between. Read it again and repeat your change.");

    public static Error IfMatchRequired { get; } = new(ErrorKind.PreconditionRequired, "if_match_required", "Send If-Match with the ETag that you read, so that nobody's change is lost.");

    public static Error NameInvalid { get; } = Error.Invalid("organization_name_invalid", $"Give the organization a name of 1 to {Organization.NameMaxLength} characters without control characters.", "name");

    public static Error KeywordsInvalid { get; } = Error.Invalid("opt_out_keywords_invalid", $"Give 1 to {Messaging.OptOutWords.MaxCount} words of at most {Messaging.OptOutWords.WordMaxLength} characters, each with a letter or digit in it.", "opt_out_keywords");

    public static Error ReasonInvalid { get; } = Error.Invalid("reason_invalid", $"Say why in 3 to {Auditing.AuditEntry.ReasonMaxLength} characters.", "reason");

    public static Error SecondFactorFirst { get; } = Error.Conflict("second_factor_first", "Set up your own second factor first; otherwise this rule would lock you out.");

    /// <summary>Visits are for people of the platform, in person.</summary>
    public static Error PeopleOnly { get; } = Error.Forbidden("people_only", "Only a signed-in person can do this.");

    /// <summary>Why a change that was made upon <paramref name="seen"/> cannot be written over <paramref name="current"/>; null when it can.</summary>
    internal static Error? StampFault(Guid? seen, Guid current)
    {
        if (seen is not { } stamp)
            return IfMatchRequired;
        return stamp == current ? null : ChangedMeanwhile;
    }
}
