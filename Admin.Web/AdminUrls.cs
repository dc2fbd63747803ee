using Microsoft.AspNetCore.WebUtilities;

namespace Admin.Web;

/// <summary>Every address of the application. Pages and links take them from here, so that none can point nowhere.</summary>
public static class AdminUrls
{
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Sessions = "/account/sessions";
    public const string Security = "/account/security";
    public const string Password = "/account/password";
    public const string Preferences = "/preferences";
    public const string NotFound = "/not-found";
    public const string Error = "/error";
    public const string StatusFormat = "/status/{0}";
    public const string Platform = "/platform/organizations";
    public const string PlatformAudit = "/platform/audit";
    public const string PlatformKeys = "/platform/keys";
    public const string PlatformLimits = "/platform/rate-limits";
    public const string PlatformSimulator = "/platform/simulator";
    public const string PlatformWebhooks = "/platform/webhooks";
    public const string Jobs = "/jobs";
    public const string Docs = "/docs";

    public static string SignInAndReturn(string? returnUrl) =>
        returnUrl is null ? SignIn : QueryHelpers.AddQueryString(SignIn, "returnUrl", returnUrl);

    public static string Home(string organization) => $"/o/{organization}";

    public static string Secrets(string organization) => $"/o/{organization}/secrets";

    public static string Secret(string organization, Guid id) => $"/o/{organization}/secrets/{id}";

    public static string SecretUsage(string organization) => $"/o/{organization}/secrets/usage";

    public static string SecretImport(string organization) => $"/o/{organization}/secrets/import";

    public static string ReEncryption(string organization) => $"/o/{organization}/secrets/re-encryption";

    public static string Console(string organization) => $"/o/{organization}/console";

    public static string ConsoleRuns(string organization) => $"/o/{organization}/console/runs";

    /// <summary>A file of a run's rows. A link carries no header, so the organization stands in the address.</summary>
    public static string ExportRun(Guid run, Domain.Organizations.OrganizationId? organization, string format) =>
        With($"/api/v1/database/runs/{run}/export", ("organization_id", organization?.ToString()), ("format", format));

    public static string DataSources(string organization) => $"/o/{organization}/data-sources";

    public static string DataSourceAccess(string organization) => $"/o/{organization}/data-sources/access";

    public static string NewDataSource(string organization) => $"/o/{organization}/data-sources/new";

    public static string DataSource(string organization, Guid id) => $"/o/{organization}/data-sources/{id}";

    public static string Campaigns(string organization) => $"/o/{organization}/campaigns";

    public static string Campaign(string organization, Guid id) => $"/o/{organization}/campaigns/{id}";

    /// <summary>A step of the editor: <c>who</c>, <c>what</c>, <c>when</c> or <c>check</c>.</summary>
    public static string CampaignStep(string organization, Guid id, string step) => $"/o/{organization}/campaigns/{id}/edit/{step}";

    public static string NewCampaign(string organization) => $"/o/{organization}/campaigns/new";

    public static string WallLinks(string organization) => $"/o/{organization}/campaigns/walls";

    /// <summary>A board for a big screen, open to whoever has its token.</summary>
    public static string Wall(string token) => $"/wall/{token}";

    public static string Contacts(string organization) => $"/o/{organization}/contacts";

    public static string ContactImports(string organization) => $"/o/{organization}/contacts/imports";

    public static string NewContactImport(string organization) => $"/o/{organization}/contacts/imports/new";

    public static string ContactImport(string organization, Guid id) => $"/o/{organization}/contacts/imports/{id}";

    /// <summary>The rejected rows of an import, as a file. A link carries no header, so the organization stands in the address.</summary>
    public static string RejectedRows(Guid import, Domain.Organizations.OrganizationId? organization) =>
        With($"/api/v1/contact-imports/{import}/rejected.csv", ("organization_id", organization?.ToString()));
    public static string Contact(string organization, Guid id) => $"/o/{organization}/contacts/{id}";

    public static string ContactLists(string organization) => $"/o/{organization}/contacts/lists";

    public static string OptOuts(string organization) => $"/o/{organization}/contacts/opt-outs";

    public static string Templates(string organization) => $"/o/{organization}/templates";

    public static string Template(string organization, Guid id) => $"/o/{organization}/templates/{id}";

    public static string RateLimits(string organization) => $"/o/{organization}/rate-limits";

    public static string Members(string organization) => $"/o/{organization}/people";

    public static string Numbers(string organization) => $"/o/{organization}/numbers";

    public static string Chatbots(string organization) => $"/o/{organization}/chatbots";

    public static string ServiceTokens(string organization) => $"/o/{organization}/service-tokens";

    public static string Audit(string organization) => $"/o/{organization}/audit";

    public static string Notices(string organization) => $"/o/{organization}/notices";

    public static string NoticeMail(string organization) => $"/o/{organization}/notices/mail";

    public static string PersonalData(string organization) => $"/o/{organization}/personal-data";

    public static string Settings(string organization) => $"/o/{organization}/settings";

    /// <summary>Puts filters into the query string; empty ones are left out.</summary>
    public static string With(string url, params (string Name, string? Value)[] filters) =>
        QueryHelpers.AddQueryString(url, filters.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>The organization that an address names: <c>o/{organization}/…</c>.</summary>
    public static string? OrganizationOf(string path)
    {
        var parts = path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 && parts[0] == "o" ? Uri.UnescapeDataString(parts[1]) : null;
    }

    /// <summary>An address of this very application, for coming back to; anything else becomes the start page.</summary>
    public static string Local(string? returnUrl) =>
        returnUrl is ['/', ..] && !returnUrl.StartsWith("//", StringComparison.Ordinal) && !returnUrl.StartsWith("/\\", StringComparison.Ordinal)
            && !returnUrl.Any(char.IsControl)
            ? returnUrl
            : "/";
}
