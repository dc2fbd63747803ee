using Admin.Domain.Accounts;

namespace Admin.Domain.Notices;

/// <summary>What a notice tells of.</summary>
/// <param name="Name">Such as <c>secret.expiring</c>: stored, in REST, and the key of its texts.</param>
/// <param name="Permission">What one must be allowed to receive it, and to see it still.</param>
public sealed record NoticeKind(string Name, NoticeGroup Group, string Permission);

/// <summary>
/// Every kind there is. A new one gets a line here, its words in NoticeMailTexts and NoticeTexts, and a target in the web's
/// NoticeTargets; tests name what is missing.
/// </summary>
public static class NoticeKinds
{
    public static NoticeKind SecretExpiring { get; } = new("secret.expiring", NoticeGroup.ExpiringSecrets, Permissions.Secrets.Describe);

    public static NoticeKind SecretExpired { get; } = new("secret.expired", NoticeGroup.ExpiringSecrets, Permissions.Secrets.Describe);

    public static NoticeKind SecretOverdue { get; } = new("secret.overdue", NoticeGroup.OverdueSecrets, Permissions.Secrets.Describe);

    public static NoticeKind ManyReveals { get; } = new("secret.many_reveals", NoticeGroup.ManyReveals, Permissions.Audit.Read);

    public static NoticeKind ProviderFailing { get; } = new("provider.failing", NoticeGroup.FailingProviders, Permissions.Secrets.Describe);

    public static NoticeKind ServiceTokenCreated { get; } = new("service_token.created", NoticeGroup.ServiceTokens, Permissions.ServiceTokens.Manage);

    public static NoticeKind OrganizationEntered { get; } = new("organization.entered", NoticeGroup.Visits, Permissions.Audit.Read);

    public static NoticeKind AccessRequested { get; } = new("data_source.access_requested", NoticeGroup.DataSourceAccess, Permissions.DataSources.Manage);

    public static NoticeKind AccessGranted { get; } = new("data_source.access_granted", NoticeGroup.DataSourceAccess, Permissions.DataSources.Manage);

    public static NoticeKind AccessDeclined { get; } = new("data_source.access_declined", NoticeGroup.DataSourceAccess, Permissions.DataSources.Manage);

    public static NoticeKind TemplateStopped { get; } = new("template.stopped", NoticeGroup.Senders, Permissions.Campaigns.Pause);

    public static NoticeKind TemplateQualityLow { get; } = new("template.quality_low", NoticeGroup.Senders, Permissions.Campaigns.Pause);

    public static NoticeKind NumberChanged { get; } = new("number.changed", NoticeGroup.Senders, Permissions.Campaigns.Pause);

    public static NoticeKind AccountStopped { get; } = new("whatsapp_account.stopped", NoticeGroup.Senders, Permissions.Campaigns.Pause);

    public static NoticeKind CampaignScheduleMissed { get; } = new("campaign.schedule_missed", NoticeGroup.Campaigns, Permissions.Campaigns.Start);

    public static NoticeKind CampaignApprovalAsked { get; } = new("campaign.approval_asked", NoticeGroup.Campaigns, Permissions.Campaigns.Approve);

    public static NoticeKind CampaignApproved { get; } = new("campaign.approved", NoticeGroup.Campaigns, Permissions.Campaigns.Prepare);

    public static NoticeKind CampaignDeclined { get; } = new("campaign.declined", NoticeGroup.Campaigns, Permissions.Campaigns.Prepare);

    public static IReadOnlyList<NoticeKind> All { get; } =
        [SecretExpiring, SecretExpired, SecretOverdue, ManyReveals, ProviderFailing, ServiceTokenCreated, OrganizationEntered, AccessRequested, AccessGranted, AccessDeclined, TemplateStopped, TemplateQualityLow, NumberChanged, AccountStopped, CampaignScheduleMissed, CampaignApprovalAsked, CampaignApproved, CampaignDeclined];

    public static NoticeKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);

    /// <summary>Whether a group is mailed to whoever chose nothing: what hurts or may be an attack is; a rotation that is due can wait.</summary>
    public static bool IsMailedByDefault(NoticeGroup group) => group switch
    {
        NoticeGroup.ExpiringSecrets or NoticeGroup.ManyReveals or NoticeGroup.FailingProviders or NoticeGroup.ServiceTokens or NoticeGroup.Visits or NoticeGroup.DataSourceAccess or NoticeGroup.Senders or NoticeGroup.Campaigns => true,
        NoticeGroup.OverdueSecrets => false,
    };

    internal static List<string> NamesFor(IReadOnlySet<string> permissions) => [.. All.Where(k => permissions.Contains(k.Permission)).Select(k => k.Name)];
}
