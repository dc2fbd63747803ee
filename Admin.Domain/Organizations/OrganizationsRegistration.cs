using Admin.Domain.Live;
using Admin.Domain.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.Organizations;

public static class OrganizationsRegistration
{
    /// <summary>Organizations, their members and visits. Needs accounts, auditing and a database.</summary>
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddNotices();
        services.TryAddSingleton<OrganizationDirectory>();
        services.TryAddSingleton<OrganizationsService>();
        services.TryAddSingleton<Members>();
        services.TryAddSingleton<Visits>();
        services.TryAddSingleton<VisitNotices>();
        services.AddLiveTopic<VisitsTopic>();
        services.TryAddSingleton<Accounts.InvitationMails>();
        services.TryAddSingleton<Accounts.Invitations>();
        services.TryAddSingleton<Accounts.ServiceTokens>();
        return services;
    }
}
