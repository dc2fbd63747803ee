using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Forwarding;
using Admin.Domain.PersonalData;
using Admin.Domain.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns;

public static class CampaignsRegistration
{
    /// <summary>Campaigns, opt-outs, the engine and the webhook inbox. The composition root starts and stops <see cref="CampaignEngine"/>.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddOptions<CampaignOptions>().BindConfiguration(CampaignOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CampaignOptions>, CampaignOptionsValidator>());
        services.TryAddSingleton<CampaignReader>();
        services.TryAddSingleton<CampaignEditor>();
        services.TryAddSingleton<CampaignAudience>();
        services.TryAddSingleton<AudienceSizes>();
        services.TryAddSingleton<CampaignControl>();
        services.TryAddSingleton<CampaignSpeed>();
        services.TryAddSingleton<CampaignPreparations>();
        services.TryAddSingleton<CampaignRuleBook>();
        services.TryAddSingleton<CampaignApprovals>();
        services.TryAddSingleton<CampaignCopies>();
        services.TryAddSingleton<CampaignCosts>();
        services.TryAddSingleton<PriceList>();
        services.TryAddSingleton<CampaignPreflight>();
        services.TryAddSingleton<PhoneZones>();
        services.TryAddSingleton<ScheduleGuard>();
        services.TryAddSingleton<CampaignWatch>();
        services.TryAddSingleton<ReasonCounter>();
        services.TryAddSingleton<RecipientReader>();
        services.TryAddSingleton<WallLinks>();
        services.TryAddSingleton<WallBoards>();
        services.TryAddSingleton<OptOuts>();
        services.TryAddSingleton<OptOutIntake>();
        services.TryAddSingleton<CampaignMoves>();
        services.TryAddSingleton<CampaignLedger>();
        services.TryAddSingleton<PersonSeal>();
        services.TryAddSingleton<OptOutMarks>();
        services.TryAddSingleton<UnwantedRecipients>();
        services.TryAddSingleton<CampaignPlanner>();
        services.TryAddSingleton<CampaignPulse>();
        services.TryAddSingleton<SendBudget>();
        services.TryAddSingleton<PortfolioBudget>();
        services.TryAddSingleton<StatusMerge>();
        services.TryAddSingleton<ReplyMerge>();
        services.TryAddSingleton<SenderNews>();
        services.TryAddSingleton<WebhookInbox>();
        services.TryAddSingleton<WebhookOwners>();
        services.TryAddSingleton<WebhookPace>();
        services.TryAddSingleton<WebhookBacklog>();
        services.AddSingleton<IRateBacklog>(s => s.GetRequiredService<WebhookBacklog>());
        services.TryAddSingleton<WebhookMeter>();
        services.TryAddSingleton<WebhookMerger>();
        services.TryAddSingleton<WebhookForwarder>();
        services.TryAddSingleton<WebhookForwarding>();
        services.TryAddSingleton<CampaignEngine>();
        services.AddLiveTopic<CampaignLiveTopic>();
        services.AddLiveTopic<CampaignsLiveTopic>();
        services.AddLiveTopic<CampaignDetailTopic>();
        services.AddLiveTopic<WallLiveTopic>();
        return services;
    }
}
