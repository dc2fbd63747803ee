using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Organizations;
using Admin.Tests.Web.Components;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns;

/// <summary>What is offered to whom and when. Nothing is pressed here: the journeys do that with the real services.</summary>
public sealed class CampaignActionsTests : ComponentContext
{
    private static readonly RecipientCounts Some = RecipientCounts.None with { Pending = 5, Read = 2 };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(new CampaignControl(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!));
        Services.AddSingleton(new CampaignEditor(null!, null!, null!, null!, null!, null!, null!, null!));
        Services.AddSingleton(new CampaignWatch(null!, null!, null!, null!, null!, null!));
        Services.AddSingleton(new CampaignPreflight(null!, null!, null!, null!, null!, null!, null!));
        Services.AddSingleton(new CampaignCopies(null!, null!, null!, null!, null!, null!));
        Services.AddScoped<CircuitActor>();
        Services.AddSingleton(new OrganizationDirectory(null!));
        AddAuthorization();
    }

    [Theory]
    [InlineData(CampaignStatus.Draft, Role.OrgAdmin, "Make a copy", "Delete draft", "Start campaign", "Continue editing")]
    [InlineData(CampaignStatus.Running, Role.OrgAdmin, "Make a copy", "Download report", "Cancel campaign", "Pause")]
    [InlineData(CampaignStatus.Stalled, Role.OrgAdmin, "Make a copy", "Download report", "Cancel campaign", "Pause")]
    [InlineData(CampaignStatus.Paused, Role.OrgAdmin, "Make a copy", "Download report", "Cancel campaign", "Resume")]
    [InlineData(CampaignStatus.Completed, Role.OrgAdmin, "Make a copy", "Download report")]
    [InlineData(CampaignStatus.Cancelled, Role.OrgAdmin, "Make a copy", "Download report")]
    [InlineData(CampaignStatus.Running, Role.Manager, "Download report", "Pause")]
    [InlineData(CampaignStatus.Paused, Role.Manager, "Download report", "Resume")]
    [InlineData(CampaignStatus.Draft, Role.Support, "Look at the steps")]
    [InlineData(CampaignStatus.Draft, Role.Manager, "Look at the steps")]
    [InlineData(CampaignStatus.Running, Role.Support, "Download report")]
    public void Actions_OfAStatusAndARole_AreTheseAndNoOthers(CampaignStatus status, Role role, params string[] expected) =>
        Assert.Equal(expected, Offered(CampaignViews.Of(status, Some), role));

    [Theory]
    [InlineData(CampaignStatus.Completed, true)]
    [InlineData(CampaignStatus.Paused, true)]
    [InlineData(CampaignStatus.Cancelled, false)]
    public void Retry_SomeFailed_IsOfferedWithTheirNumber(CampaignStatus status, bool offered)
    {
        var campaign = CampaignViews.Of(status, Some with { Failed = 1234 });

        Assert.Equal(offered, Offered(campaign, Role.OrgAdmin).Contains("Retry failed (1,234)"));
    }

    [Theory]
    [InlineData(0, "order_update", true)]
    [InlineData(1, "order_update", false)]
    [InlineData(1, "", true)]
    public void Start_NobodyToSendToOrNothingToSend_IsDisabled(int people, string template, bool disabled)
    {
        var page = Show(CampaignViews.Of(CampaignStatus.Draft, RecipientCounts.None with { Pending = people }) with { TemplateName = template }, Role.OrgAdmin);

        Assert.Equal(disabled, page.Find("[data-start-campaign]").HasAttribute("disabled"));
    }

    private string[] Offered(CampaignView campaign, Role role) => [.. Show(campaign, role).FindAll("button, a").Select(b => b.TextContent.Trim())];

    private IRenderedComponent<CampaignActions> Show(CampaignView campaign, Role role)
    {
        var card = new OrganizationCard(OrganizationId.New(), "acme", "Acme");
        var page = new PageContext(card, new AccessGrant(null, card.Id, RolePermissions.Of(role), role), "Ana", "ana@acme.test", IsSuperAdmin: false);
        return Render<CampaignActions>(p => p.AddCascadingValue(page).Add(c => c.Campaign, campaign));
    }
}
