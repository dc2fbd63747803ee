using Admin.Domain.Common;

namespace Admin.Domain.Organizations;

public static class MemberErrors
{
    public static Error NotFound { get; } = Error.NotFound("member_not_found", "There is no such person in this organization.");

    public static Error RoleAboveOwn { get; } = Error.Forbidden("role_above_own", "You cannot give or change a role above your own. Ask somebody who has it.");

    public static Error LastAdmin { get; } = Error.Conflict("last_org_admin", "This is the last active admin of the organization. Make somebody else an admin first.");

    public static Error SecondFactorOff { get; } = Error.Conflict("second_factor_off", "This person has no second factor to reset.");

    /// <summary>Taking away a protection that other organizations rely on is not one organization's to do.</summary>
    public static Error AccountShared { get; } = Error.Conflict("account_shared", "This account is not only this organization's. Its owner uses a recovery code, or asks the platform's support.");

    /// <summary>Whoever holds the link of an account has it in every organization.</summary>
    public static Error LinkOfSharedAccount { get; } = Error.Conflict("account_shared_link", "This account is not only this organization's, and without a mail server its link would have to be shown to you. Its owner asks the platform's support.");
}
