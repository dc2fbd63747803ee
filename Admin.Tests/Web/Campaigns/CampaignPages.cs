using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Templating;
using Admin.Tests.Web.Components;

namespace Admin.Tests.Web.Campaigns;

/// <summary>The pages of campaigns before Acme's people. Nothing sends here: a campaign stands as it was put.</summary>
public abstract class CampaignPages : WorldPages
{
    private protected override void Equip()
    {
        base.Equip();
        Use<LiveBroker>();
        Use<CampaignReader>();
        Use<CampaignControl>();
        Use<CampaignEditor>();
        Use<TestSends>();
        Use<SampleContacts>();
        Use<CampaignAudience>();
        Use<CampaignWatch>();
        Use<CampaignPreparations>();
        Use<CampaignPreflight>();
        Use<CampaignApprovals>();
        Use<CampaignCopies>();
        Use<RecipientReader>();
        Use<ContactReader>();
        Use<ContactLists>();
    }

    private protected Task<CampaignId> DraftAsync(int people) => World.DraftCampaignAsync(people);

    private protected Task<CampaignId> RunningAsync(params (RecipientState State, string? Reason)[] people) => World.RunningCampaignAsync(people);

    private protected Task<CampaignView> ViewAsync(CampaignId id) => World.CampaignAsync(id);

    private protected Task<IReadOnlyList<string>> ActsAsync(CampaignId id) => World.CampaignActsAsync(id);
}
