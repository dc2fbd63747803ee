using Admin.Domain.Accounts;

namespace Admin.Tests.Domain.Accounts;

/// <summary>The table in docs/security.md, for the roles that it withholds most from.</summary>
public sealed class RolePermissionsTests
{
    [Fact]
    public void Manager_WatchesAndHolds_AndNothingElse() => Assert.Equal(
        Sorted(
            Permissions.Campaigns.Watch,
            Permissions.Campaigns.Pause,
            Permissions.Campaigns.Resume,
            Permissions.Campaigns.Approve,
            Permissions.Contacts.Read,
            Permissions.Templates.Read,
            Permissions.Notices.Read,
            Permissions.RateLimits.Watch),
        RolePermissions.Of(Role.Manager).Order(StringComparer.Ordinal));

    [Fact]
    public void Support_QueriesAndWatches_AndNothingElse() => Assert.Equal(
        Sorted(
            Permissions.Campaigns.Watch,
            Permissions.Contacts.Read,
            Permissions.Templates.Read,
            Permissions.Notices.Read,
            Permissions.Console.Query,
            Permissions.Console.Export,
            Permissions.DataSources.Read),
        RolePermissions.Of(Role.Support).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Sorted(params string[] names) => names.Order(StringComparer.Ordinal);
}
