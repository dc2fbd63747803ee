using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

public static class InvitationErrors
{
    public static Error NotFound { get; } = Error.NotFound("invitation_not_found", "There is no such open invitation.");

    /// <summary>One answer for a wrong, used, revoked or expired link.</summary>
    public static Error LinkInvalid { get; } = Error.Invalid("invitation_link_invalid", "This invitation was used or withdrawn, has expired, or is incomplete. Ask for a new one.");

    public static Error EmailInvalid { get; } = Error.Invalid("email_invalid", $"Give an e-mail address of at most {Person.EmailMaxLength} characters, such as name@example.com.", "email");

    /// <summary>Tells an admin nothing that the list of their own members does not.</summary>
    public static Error MemberAlready { get; } = Error.Conflict("member_exists", "This address belongs to a member of the organization already.", "email");

    public static Error MemberYourself { get; } = Error.Conflict("member_already", "You are a member of this organization already.");

    public static Error ForSomebodyElse { get; } = Error.Conflict("invitation_for_somebody_else", "This invitation is for another address. Sign out, then open the link again.");

    public static Error SuperAdmin { get; } = Error.Conflict("super_admin_enters", "Super admins do not join organizations: enter it with a reason instead.");
}
