using Admin.Domain.Accounts;
using Admin.Web.Composition.Actors;
using Hangfire.Dashboard;

namespace Admin.Web.Composition.JobsDashboard;

/// <summary>Admits super admins only. The default filter would admit whatever a proxy on the same host passes on.</summary>
internal sealed class JobsDashboardFilter(Access access) : IDashboardAsyncAuthorizationFilter
{
    public async Task<bool> AuthorizeAsync(DashboardContext context)
    {
        var http = context.GetHttpContext();
        return PrincipalActor.From(http.User, null, http.GetAddress()) is { Kind: ActorKind.Person } actor
            && !(await access.RequirePlatformAsync(actor, Permissions.Platform.Jobs, http.RequestAborted)).Failed;
    }
}
