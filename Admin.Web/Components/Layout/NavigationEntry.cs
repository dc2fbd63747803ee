using Admin.Domain.Accounts;
using MudBlazor;

namespace Admin.Web.Components.Layout;

internal enum NavigationGroup
{
    None,
    Data,
    Messaging,
    Limits,
    Organization,
    Platform,
}

/// <summary>One way into a part of the application.</summary>
/// <param name="Name">Key of its name in ShellTexts.</param>
/// <param name="About">Key of one sentence about it.</param>
/// <param name="Permission">What one must be allowed to see it; null: everybody.</param>
internal sealed record NavigationEntry(NavigationGroup Group, string Name, string? About, string Icon, string? Permission, Func<string, string> Url)
{
    /// <summary>Only where the built-in simulator stands in for the Cloud API.</summary>
    public bool NeedsSimulator { get; init; }

    /// <summary>Every part, in the order of the navigation. A part appears once its page exists.</summary>
    public static IReadOnlyList<NavigationEntry> All { get; } =
    [
        new(NavigationGroup.None, nameof(ShellTexts.NavOverview), null, Icons.Material.Outlined.SpaceDashboard, null, AdminUrls.Home),
        new(NavigationGroup.Data, nameof(ShellTexts.NavSecrets), nameof(ShellTexts.AboutSecrets), Icons.Material.Outlined.VpnKey, Permissions.Secrets.Describe, AdminUrls.Secrets),
        new(NavigationGroup.Data, nameof(ShellTexts.NavConsole), nameof(ShellTexts.AboutConsole), Icons.Material.Outlined.Terminal, Permissions.Console.Query, AdminUrls.Console),
        new(NavigationGroup.Messaging, nameof(ShellTexts.NavCampaigns), nameof(ShellTexts.AboutCampaigns), Icons.Material.Outlined.Campaign, Permissions.Campaigns.Watch, AdminUrls.Campaigns),
        new(NavigationGroup.Messaging, nameof(ShellTexts.NavContacts), nameof(ShellTexts.AboutContacts), Icons.Material.Outlined.Contacts, Permissions.Contacts.Read, AdminUrls.Contacts),
        new(NavigationGroup.Messaging, nameof(ShellTexts.NavTemplates), nameof(ShellTexts.AboutTemplates), Icons.Material.Outlined.Article, Permissions.Templates.Read, AdminUrls.Templates),
        new(NavigationGroup.Limits, nameof(ShellTexts.NavRateLimits), nameof(ShellTexts.AboutRateLimits), Icons.Material.Outlined.Speed, Permissions.RateLimits.Watch, AdminUrls.RateLimits),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavPeople), nameof(ShellTexts.AboutPeople), Icons.Material.Outlined.Group, Permissions.Members.Manage, AdminUrls.Members),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavNumbers), nameof(ShellTexts.AboutNumbers), Icons.Material.Outlined.Smartphone, Permissions.Numbers.Manage, AdminUrls.Numbers),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavChatbots), nameof(ShellTexts.AboutChatbots), Icons.Material.Outlined.SmartToy, Permissions.Chatbots.Manage, AdminUrls.Chatbots),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavDataSources), nameof(ShellTexts.AboutDataSources), Icons.Material.Outlined.Storage, Permissions.DataSources.Manage, AdminUrls.DataSources),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavServiceTokens), nameof(ShellTexts.AboutServiceTokens), Icons.Material.Outlined.Token, Permissions.ServiceTokens.Manage, AdminUrls.ServiceTokens),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavAudit), nameof(ShellTexts.AboutAudit), Icons.Material.Outlined.ReceiptLong, Permissions.Audit.Read, AdminUrls.Audit),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavPersonalData), nameof(ShellTexts.AboutPersonalData), Icons.Material.Outlined.PersonSearch, Permissions.PersonalData.Manage, AdminUrls.PersonalData),
        new(NavigationGroup.Organization, nameof(ShellTexts.NavSettings), nameof(ShellTexts.AboutSettings), Icons.Material.Outlined.Tune, Permissions.Organization.Manage, AdminUrls.Settings),
        new(NavigationGroup.Platform, nameof(ShellTexts.NavOrganizations), null, Icons.Material.Outlined.CorporateFare, Permissions.Platform.Organizations, _ => AdminUrls.Platform),
        new(NavigationGroup.Platform, nameof(ShellTexts.NavPlatformAudit), null, Icons.Material.Outlined.Policy, Permissions.Platform.Audit, _ => AdminUrls.PlatformAudit),
        new(NavigationGroup.Platform, nameof(ShellTexts.NavEncryptionKeys), null, Icons.Material.Outlined.EnhancedEncryption, Permissions.Platform.Keys, _ => AdminUrls.PlatformKeys),
        new(NavigationGroup.Platform, nameof(ShellTexts.NavPlatformLimits), null, Icons.Material.Outlined.Speed, Permissions.Platform.Limits, _ => AdminUrls.PlatformLimits),
        new(NavigationGroup.Platform, nameof(ShellTexts.NavSimulator), null, Icons.Material.Outlined.Science, Permissions.Platform.Simulator, _ => AdminUrls.PlatformSimulator) { NeedsSimulator = true },
        new(NavigationGroup.Platform, nameof(ShellTexts.NavPlatformWebhooks), null, Icons.Material.Outlined.Forward, Permissions.Platform.Webhooks, _ => AdminUrls.PlatformWebhooks),
    ];

    public static string? Title(NavigationGroup group) => group switch
    {
        NavigationGroup.None => null,
        NavigationGroup.Data => nameof(ShellTexts.GroupData),
        NavigationGroup.Messaging => nameof(ShellTexts.GroupMessaging),
        NavigationGroup.Limits => nameof(ShellTexts.GroupLimits),
        NavigationGroup.Organization => nameof(ShellTexts.GroupOrganization),
        NavigationGroup.Platform => nameof(ShellTexts.GroupPlatform),
    };
}
