using System.Globalization;
using Admin.Domain.Notices;
using Admin.Web.Components.Shared;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Notices;

/// <summary>How a notice is said: its title, one more sentence, its picture.</summary>
internal sealed class NoticeWords(IStringLocalizer<NoticeTexts> loc, PersonClock clock)
{
    /// <summary>A kind of another version of the application is called by its own name.</summary>
    public string Title(NoticeView notice) => notice.Kind switch
    {
        "secret.expiring" => loc[nameof(NoticeTexts.SecretExpiringTitle), Word(notice, "name"), Day(notice, "expires_at")],
        "secret.expired" => loc[nameof(NoticeTexts.SecretExpiredTitle), Word(notice, "name"), Day(notice, "expires_at")],
        "secret.overdue" => loc[nameof(NoticeTexts.SecretOverdueTitle), Word(notice, "name"), Day(notice, "due_at")],
        "secret.many_reveals" => loc[nameof(NoticeTexts.ManyRevealsTitle), Word(notice, "person_name"), Word(notice, "count")],
        "provider.failing" => loc[nameof(NoticeTexts.ProviderFailingTitle), Word(notice, "provider")],
        "service_token.created" => loc[nameof(NoticeTexts.ServiceTokenCreatedTitle), Word(notice, "name")],
        "organization.entered" => loc[nameof(NoticeTexts.OrganizationEnteredTitle), Word(notice, "person_name")],
        "data_source.access_requested" => loc[nameof(NoticeTexts.AccessRequestedTitle), Word(notice, "person_name"), Word(notice, "name")],
        "data_source.access_granted" => loc[nameof(NoticeTexts.AccessGrantedTitle), Word(notice, "name")],
        "data_source.access_declined" => loc[nameof(NoticeTexts.AccessDeclinedTitle), Word(notice, "name")],
        "template.stopped" => loc[nameof(NoticeTexts.TemplateStoppedTitle), Word(notice, "name"), Word(notice, "language"), loc["State_" + Word(notice, "status")]],
        "template.quality_low" => loc[nameof(NoticeTexts.TemplateQualityLowTitle), Word(notice, "name"), Word(notice, "language")],
        "number.changed" => loc[nameof(NoticeTexts.NumberChangedTitle), Word(notice, "name"), Word(notice, "event")],
        "whatsapp_account.stopped" => loc[nameof(NoticeTexts.AccountStoppedTitle), Word(notice, "account")],
        "campaign.schedule_missed" => loc[nameof(NoticeTexts.CampaignScheduleMissedTitle), Word(notice, "name")],
        "campaign.approval_asked" => loc[nameof(NoticeTexts.CampaignApprovalAskedTitle), Word(notice, "name")],
        "campaign.approved" => loc[nameof(NoticeTexts.CampaignApprovedTitle), Word(notice, "name")],
        "campaign.declined" => loc[nameof(NoticeTexts.CampaignDeclinedTitle), Word(notice, "name")],
        _ => notice.Kind,
    };

    public string Text(NoticeView notice) => notice.Kind switch
    {
        "secret.expiring" => loc[nameof(NoticeTexts.SecretExpiringText)],
        "secret.expired" => loc[nameof(NoticeTexts.SecretExpiredText)],
        "secret.overdue" => loc[nameof(NoticeTexts.SecretOverdueText), Word(notice, "rotation_days")],
        "secret.many_reveals" => loc[nameof(NoticeTexts.ManyRevealsText)],
        "provider.failing" => loc[nameof(NoticeTexts.ProviderFailingText), Time(notice, "since"), Word(notice, "code")],
        "service_token.created" => loc[nameof(NoticeTexts.ServiceTokenCreatedText), Word(notice, "person_name"), Day(notice, "expires_at")],
        "organization.entered" => loc[nameof(NoticeTexts.OrganizationEnteredText), Time(notice, "ends_at"), Word(notice, "reason")],
        "data_source.access_requested" => loc[nameof(NoticeTexts.AccessRequestedText), Time(notice, "until"), Word(notice, "reason")],
        "data_source.access_granted" => loc[nameof(NoticeTexts.AccessGrantedText), Time(notice, "until")],
        "data_source.access_declined" => loc[nameof(NoticeTexts.AccessDeclinedText)],
        "template.stopped" => loc[nameof(NoticeTexts.TemplateStoppedText), Word(notice, "campaigns")],
        "template.quality_low" => loc[nameof(NoticeTexts.TemplateQualityLowText)],
        "number.changed" => loc[nameof(NoticeTexts.NumberChangedText), Word(notice, "per_second"), Word(notice, "limit") is { Length: > 0 } limit ? limit : loc[nameof(NoticeTexts.NoLimitTold)].Value],
        "whatsapp_account.stopped" => loc[nameof(NoticeTexts.AccountStoppedText), Word(notice, "event"), Word(notice, "campaigns")],
        "campaign.schedule_missed" => loc[nameof(NoticeTexts.CampaignScheduleMissedText), Time(notice, "scheduled_at")],
        "campaign.approval_asked" => loc[nameof(NoticeTexts.CampaignApprovalAskedText), Word(notice, "person_name"), Word(notice, "count")],
        "campaign.approved" => loc[nameof(NoticeTexts.CampaignApprovedText), Word(notice, "person_name")],
        "campaign.declined" => loc[nameof(NoticeTexts.CampaignDeclinedText), Word(notice, "person_name"), Word(notice, "comment")],
        _ => loc[nameof(NoticeTexts.UnknownText)],
    };

    /// <summary>The picture, and the colour that what it tells of has everywhere.</summary>
    public static (string Icon, string Tone) Look(NoticeView notice) => notice.Kind switch
    {
        "secret.expiring" => (Icons.Material.Outlined.HourglassBottom, "warn"),
        "secret.expired" => (Icons.Material.Outlined.HourglassDisabled, "danger"),
        "secret.overdue" => (Icons.Material.Outlined.Autorenew, "warn"),
        "secret.many_reveals" => (Icons.Material.Outlined.VisibilityOff, "danger"),
        "provider.failing" => (Icons.Material.Outlined.CloudOff, "danger"),
        "service_token.created" => (Icons.Material.Outlined.Token, "info"),
        "organization.entered" => (Icons.Material.Outlined.Visibility, "info"),
        "data_source.access_requested" => (Icons.Material.Outlined.LockOpen, "warn"),
        "data_source.access_granted" => (Icons.Material.Outlined.LockOpen, "info"),
        "data_source.access_declined" => (Icons.Material.Outlined.Lock, "info"),
        "template.stopped" => (Icons.Material.Outlined.PauseCircle, "danger"),
        "template.quality_low" => (Icons.Material.Outlined.ThumbDown, "warn"),
        "number.changed" => (Icons.Material.Outlined.Smartphone, "info"),
        "whatsapp_account.stopped" => (Icons.Material.Outlined.Block, "danger"),
        "campaign.schedule_missed" => (Icons.Material.Outlined.EventBusy, "warn"),
        "campaign.approval_asked" => (Icons.Material.Outlined.HowToVote, "warn"),
        "campaign.approved" => (Icons.Material.Outlined.CheckCircle, "info"),
        "campaign.declined" => (Icons.Material.Outlined.Cancel, "warn"),
        _ => (Icons.Material.Outlined.Notifications, "info"),
    };

    public static string Group(NoticeGroup group) => group switch
    {
        NoticeGroup.ExpiringSecrets => nameof(NoticeTexts.GroupExpiringSecrets),
        NoticeGroup.OverdueSecrets => nameof(NoticeTexts.GroupOverdueSecrets),
        NoticeGroup.ManyReveals => nameof(NoticeTexts.GroupManyReveals),
        NoticeGroup.FailingProviders => nameof(NoticeTexts.GroupFailingProviders),
        NoticeGroup.ServiceTokens => nameof(NoticeTexts.GroupServiceTokens),
        NoticeGroup.Visits => nameof(NoticeTexts.GroupVisits),
        NoticeGroup.DataSourceAccess => nameof(NoticeTexts.GroupDataSourceAccess),
        NoticeGroup.Senders => nameof(NoticeTexts.GroupSenders),
        NoticeGroup.Campaigns => nameof(NoticeTexts.GroupCampaigns),
    };

    public static string GroupHelp(NoticeGroup group) => group switch
    {
        NoticeGroup.ExpiringSecrets => nameof(NoticeTexts.GroupExpiringSecretsHelp),
        NoticeGroup.OverdueSecrets => nameof(NoticeTexts.GroupOverdueSecretsHelp),
        NoticeGroup.ManyReveals => nameof(NoticeTexts.GroupManyRevealsHelp),
        NoticeGroup.FailingProviders => nameof(NoticeTexts.GroupFailingProvidersHelp),
        NoticeGroup.ServiceTokens => nameof(NoticeTexts.GroupServiceTokensHelp),
        NoticeGroup.Visits => nameof(NoticeTexts.GroupVisitsHelp),
        NoticeGroup.DataSourceAccess => nameof(NoticeTexts.GroupDataSourceAccessHelp),
        NoticeGroup.Senders => nameof(NoticeTexts.GroupSendersHelp),
        NoticeGroup.Campaigns => nameof(NoticeTexts.GroupCampaignsHelp),
    };

    private static string Word(NoticeView notice, string name) => notice.Details.Word(name);

    private string Day(NoticeView notice, string name) => Local(notice, name)?.ToString("d", CultureInfo.CurrentCulture) ?? "?";

    private string Time(NoticeView notice, string name) => Local(notice, name)?.ToString("g", CultureInfo.CurrentCulture) ?? "?";

    private DateTime? Local(NoticeView notice, string name) => notice.Details.Moment(name) is { } at ? clock.ToLocal(at) : null;
}
