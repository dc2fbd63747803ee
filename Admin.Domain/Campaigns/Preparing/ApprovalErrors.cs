using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Preparing;

public static class ApprovalErrors
{
    public static Error NotNeeded { get; } = Error.Conflict("approval_not_needed", "This campaign needs no approval.");

    public static Error AskedAlready { get; } = Error.Conflict("approval_asked_already", "The approval was asked for already.");

    public static Error NotAsked { get; } = Error.Conflict("approval_not_asked", "Nobody asks for this approval, or somebody has decided already.");

    public static Error SamePerson { get; } = Error.Forbidden("approval_by_same_person", "Whoever prepared a campaign or asked for its approval cannot approve it.");

    public static Error PersonNeeded { get; } = Error.Forbidden("approval_needs_person", "Only a person can ask for an approval or give one.");

    public static Error CommentInvalid { get; } = Error.Invalid("approval_comment_invalid", $"A comment has at most {CampaignApproval.CommentMaxLength} characters; declining needs one.", "comment");

    public static Error Outgrown { get; } = Error.Conflict("approval_outgrown", "The audience has grown since it was approved. Ask for the approval again.");

    /// <summary>A start without the approval that it needs.</summary>
    /// <param name="above">From how many people on.</param>
    public static Error Required(int above) => Error.Conflict("approval_required", $"A campaign to more than {above} people starts only when a second person has approved it.").With(("above", above));
}
