using Admin.Domain.Accounts;

namespace Admin.Web.Features.People;

/// <summary>Keys of the words for closed lists.</summary>
internal static class PeopleWords
{
    public static string Role(Role role) => role switch
    {
        Domain.Accounts.Role.Manager => nameof(PeopleTexts.RoleManager),
        Domain.Accounts.Role.Support => nameof(PeopleTexts.RoleSupport),
        Domain.Accounts.Role.OrgAdmin => nameof(PeopleTexts.RoleOrgAdmin),
    };

    public static string About(Role role) => role switch
    {
        Domain.Accounts.Role.Manager => nameof(PeopleTexts.AboutManager),
        Domain.Accounts.Role.Support => nameof(PeopleTexts.AboutSupport),
        Domain.Accounts.Role.OrgAdmin => nameof(PeopleTexts.AboutOrgAdmin),
    };
}
