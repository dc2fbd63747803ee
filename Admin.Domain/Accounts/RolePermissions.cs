using System.Collections.Frozen;

namespace Admin.Domain.Accounts;

/// <summary>The one table of who may do what (docs/security.md shows it to people).</summary>
public static class RolePermissions
{
    private static readonly string[] Everybody =
    [
        Permissions.Campaigns.Watch,
        Permissions.Contacts.Read,
        Permissions.Templates.Read,
        Permissions.Notices.Read,
    ];

    private static readonly FrozenSet<string> Manager = Set(
    [
        .. Everybody,
        Permissions.Campaigns.Pause,
        Permissions.Campaigns.Resume,
        Permissions.Campaigns.Approve,
        Permissions.RateLimits.Watch,
    ]);

    private static readonly FrozenSet<string> Support = Set(
    [
        .. Everybody,
        Permissions.Console.Query,
        Permissions.Console.Export,
        Permissions.DataSources.Read,
    ]);

    private static readonly FrozenSet<string> OrgAdmin = Set(
    [
        .. Manager,
        .. Support,
        Permissions.Secrets.Describe,
        Permissions.Secrets.Reveal,
        Permissions.Secrets.Write,
        Permissions.Secrets.Rotate,
        Permissions.Secrets.Delete,
        Permissions.Secrets.Purge,
        Permissions.Console.Write,
        Permissions.Console.Unmask,
        Permissions.Console.Supervise,
        Permissions.DataSources.Manage,
        Permissions.Contacts.ReadPersonal,
        Permissions.Contacts.Write,
        Permissions.PersonalData.Manage,
        Permissions.Templates.Write,
        Permissions.OptOuts.Write,
        Permissions.Campaigns.Prepare,
        Permissions.Campaigns.Start,
        Permissions.Campaigns.Cancel,
        Permissions.Campaigns.RetryFailed,
        Permissions.Campaigns.Settle,
        Permissions.Campaigns.Share,
        Permissions.Members.Manage,
        Permissions.Chatbots.Read,
        Permissions.Chatbots.Manage,
        Permissions.Numbers.Read,
        Permissions.Numbers.Manage,
        Permissions.ServiceTokens.Manage,
        Permissions.Audit.Read,
        Permissions.Organization.Read,
        Permissions.Organization.Manage,
    ]);

    private static readonly FrozenSet<string> EnteredSuperAdmin = Set([.. OrgAdmin, Permissions.RateLimits.Change]);

    /// <summary>What a super admin may do without entering an organization.</summary>
    public static FrozenSet<string> Platform { get; } = Set(
    [
        Permissions.Platform.Organizations,
        Permissions.Platform.People,
        Permissions.Platform.Jobs,
        Permissions.Platform.Audit,
        Permissions.Platform.Keys,
        Permissions.Platform.Limits,
        Permissions.Platform.Simulator,
        Permissions.Platform.Webhooks,
    ]);

    public static FrozenSet<string> Of(Role role) => role switch
    {
        Role.Manager => Manager,
        Role.Support => Support,
        Role.OrgAdmin => OrgAdmin,
    };

    /// <summary>What a super admin may do inside an organization that they entered.</summary>
    public static FrozenSet<string> OfVisit => EnteredSuperAdmin;

    private static FrozenSet<string> Set(IEnumerable<string> names) => names.ToFrozenSet(StringComparer.Ordinal);
}
