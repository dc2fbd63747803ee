using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Infrastructure.Accounts;
using Admin.Infrastructure.Auditing;
using Admin.Infrastructure.Campaigns;
using Admin.Infrastructure.Demo;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Jobs;
using Admin.Infrastructure.Live;
using Admin.Infrastructure.Messaging;
using Admin.Infrastructure.Messaging.Importing;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.RateLimiting;
using Admin.Infrastructure.Redis;
using Admin.Infrastructure.Secrets;
using Admin.Infrastructure.SqlConsole;
using Admin.Web.Components.Layout;
using Admin.Web.Hubs;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition;

/// <summary>Every part of the product: the domain's features and the adapters that configuration chooses between.</summary>
internal static class AdminParts
{
    public static WebApplicationBuilder AddParts(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddDeployment()
            .AddPersistence()
            .AddRedis()
            .AddLiveAdapters()
            .AddLive()
            .AddAccounts()
            .AddAccountsAdapters()
            .AddAuditing()
            .AddAuditingAdapters()
            .AddNotices()
            .AddOrganizations()
            .AddSenders()
            .AddSecrets()
            .AddSecretsAdapters()
            .AddSqlConsole()
            .AddSqlConsoleAdapters()
            .AddRateLimiting()
            .AddRateLimitingAdapters()
            .AddMessagingAdapters(builder.Configuration)
            .AddSimulation()
            .AddCampaigns()
            .AddCampaignsAdapters()
            .AddPersonalData()
            .AddContactImports()
            .AddContactImportAdapters()
            .AddContacts()
            .AddJobs()
            .AddDemo()
            .AddLiveHub()
            .AddAdminAuthentication(builder.Environment);
        builder.Services.AddOptions<ShellOptions>().Configure<IOptions<SimulatorOptions>>((shell, simulator) => shell.IsSimulated = simulator.Value.Enabled == true);
        return builder;
    }
}
