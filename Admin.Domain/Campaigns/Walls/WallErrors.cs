using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Walls;

public static class WallErrors
{
    public static Error NotFound { get; } = Error.NotFound("wall_link_not_found", "There is no such wall-board link.");

    public static Error Ended { get; } = Error.Conflict("wall_link_ended", "This link has expired or was revoked already.");

    public static Error LabelInvalid { get; } = Error.Invalid("wall_label_invalid", $"Say where the screen hangs, in 1 to {WallLink.LabelMaxLength} characters without control characters.", "label");

    public static Error HoursInvalid { get; } = Error.Invalid("wall_hours_invalid", $"A link works for 1 to {WallLinkDraft.MostHours} hours.", "hours");

    public static Error TooMany { get; } = Error.Conflict("too_many_wall_links", $"An organization has at most {WallLinks.MostAlive} working links. Revoke one that is not needed any more.");

    /// <summary>One answer for a token that never was, one that expired and one that was revoked.</summary>
    public static Error Closed { get; } = Error.NotFound("wall_closed", "This link does not work, or does not work any more.");
}
