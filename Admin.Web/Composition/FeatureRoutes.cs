using Admin.Web.Api;
using Admin.Web.Composition.JobsDashboard;
using Admin.Web.Features.Accounts;
using Admin.Web.Hubs;
using Admin.Web.Webhooks;

namespace Admin.Web.Composition;

/// <summary>What features answer besides pages: their REST endpoints, and forms that no circuit can serve.</summary>
internal static class FeatureRoutes
{
    public static WebApplication MapFeatures(this WebApplication app)
    {
        var api = app.MapApi();
        api.MapAuth();
        api.MapSecrets();
        api.MapManySecrets();
        api.MapReEncryptions();
        api.MapDataSources();
        api.MapDataSourceAccess();
        api.MapSqlConsole();
        api.MapRuns();
        api.MapResultExports();
        api.MapSavedQueries();
        api.MapRateLimits();
        app.MapLiveHub();
        api.MapCampaigns();
        api.MapCampaignWatch();
        api.MapCampaignAudience();
        api.MapCampaignPreparation();
        api.MapWallLinks();
        api.MapContactImports();
        api.MapContacts();
        api.MapContactLists();
        api.MapOptOuts();
        api.MapPersonalData();
        api.MapMembers();
        api.MapChatbots();
        api.MapNumbers();
        api.MapTemplates();
        api.MapWhatsAppApps();
        api.MapServiceTokens();
        api.MapNotices();
        api.MapOrganizations();
        api.MapAudit();
        app.MapSignOut();
        app.MapWhatsAppWebhook();
        app.MapJobsDashboard();
        return app;
    }
}
