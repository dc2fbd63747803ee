using Admin.Domain.Accounts;
using Hangfire;

namespace Admin.Web.Composition.JobsDashboard;

internal static class JobsDashboardMapping
{
    /// <summary>Hangfire's dashboard under <see cref="AdminUrls.Jobs"/>.</summary>
    public static IEndpointRouteBuilder MapJobsDashboard(this IEndpointRouteBuilder endpoints)
    {
        var filter = new JobsDashboardFilter(endpoints.ServiceProvider.GetRequiredService<Access>());
        endpoints.MapHangfireDashboard(AdminUrls.Jobs, new DashboardOptions
        {
            Authorization = [],
            AsyncAuthorization = [filter],
            AppPath = AdminUrls.Platform,
            DashboardTitle = "Jobs",
            DisplayStorageConnectionString = false,
            StatsPollingInterval = 5000,
        }).RequireAuthorization();
        return endpoints;
    }
}
