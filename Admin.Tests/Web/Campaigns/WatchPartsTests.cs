using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Tests.Web.Components;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns;

/// <summary>The parts of a campaign's page, shown what they may be shown. What the buttons do stands in the journeys.</summary>
public sealed class WatchPartsTests : ComponentContext
{
    private static readonly ReasonCount Gone = new(RecipientState.Failed, "131026", 1234, "recipient_permanent", CanRetry: true);
    private static readonly ReasonCount Blocked = new(RecipientState.Failed, "130403", 7, "opt_out", CanRetry: false);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(new CampaignControl(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!));
        Services.AddScoped<CircuitActor>();
        Services.AddSingleton(new OrganizationDirectory(null!));
        AddAuthorization();
    }

    [Fact]
    public void Reasons_EachCode_SaysWhatItMeansWhatToDoAndHowMany()
    {
        var panel = Reasons(CampaignStatus.Completed, Role.OrgAdmin);

        var line = panel.Find("[data-reason='131026']");
        Assert.Contains("cannot be reached on WhatsApp", line.TextContent, StringComparison.Ordinal);
        Assert.Contains("Check the phone", line.TextContent, StringComparison.Ordinal);
        Assert.Equal("1234", line.QuerySelector("[data-count]")!.GetAttribute("data-count"));
        Assert.EndsWith("?view=recipients&status=failed&code=131026", line.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CampaignStatus.Completed, Role.OrgAdmin, 1)]
    [InlineData(CampaignStatus.Running, Role.OrgAdmin, 1)]
    [InlineData(CampaignStatus.Cancelled, Role.OrgAdmin, 0)]
    [InlineData(CampaignStatus.Completed, Role.Manager, 0)]
    public void Retry_OfACode_IsOfferedToWhoMayAndNeverForOptedOut(CampaignStatus status, Role role, int offered) =>
        Assert.Equal(offered, Reasons(status, role).FindAll("[data-testid=retry-these]").Count);

    [Theory]
    [InlineData(CampaignStatus.NeedsAttention, Role.OrgAdmin, 2)]
    [InlineData(CampaignStatus.Cancelled, Role.OrgAdmin, 1)]
    [InlineData(CampaignStatus.NeedsAttention, Role.Manager, 0)]
    public void SettleAll_SomeAmbiguous_IsOfferedToWhoMay(CampaignStatus status, Role role, int buttons)
    {
        var page = Render<SettleAll>(p => p.AddCascadingValue(Page(role)).Add(c => c.Campaign, CampaignViews.Of(status, RecipientCounts.None with { Ambiguous = 3 })));

        Assert.Equal(buttons, page.FindAll("button").Count);
    }

    [Fact]
    public void Chart_ARun_HasATableThatSaysTheSame()
    {
        var series = new ThroughputSeries(Times.Start.UtcDateTime, 10, [new(80, 60, 10, 0), new(40, 20, 5, 40)]);

        var chart = Render<ThroughputChart>(p => p.Add(c => c.Series, series));

        Assert.Equal("120", chart.Find("[data-run]").GetAttribute("data-accepted"));
        Assert.Equal(["80", "60", "0", "40", "20", "40"], chart.FindAll("tbody tr").SelectMany(r => r.QuerySelectorAll("td").Skip(1)).Select(c => c.TextContent));
        Assert.Contains("Messages every 10 seconds, at most 80", chart.Markup, StringComparison.Ordinal);
        // The second column stands as high as the first, half of it failed.
        Assert.Equal("M0 100V0H1V50H2V100Z", chart.Find("path.sent").GetAttribute("d"));
        Assert.Equal("M0 100V0H1V0H2V100Z", chart.Find("path.failed").GetAttribute("d"));
    }

    [Fact]
    public void Chart_TheSameSeriesAgain_IsNotDrawnAgain()
    {
        var series = new ThroughputSeries(Times.Start.UtcDateTime, 10, [new(80, 60, 10, 0)]);
        var chart = Render<ThroughputChart>(p => p.Add(c => c.Series, series));

        chart.Render(p => p.Add(c => c.Series, series));

        Assert.Equal(1, chart.RenderCount);
    }

    [Theory]
    [InlineData(LimitedBy.Organization, true)]
    [InlineData(LimitedBy.Number, false)]
    public void Forecast_WhatRules_IsSaidWithTheWayOut(string by, bool lifted)
    {
        var forecast = new CampaignForecast(20_000, by, by == LimitedBy.Organization ? 100 / 60.0 : 80, 80, 100, 60);

        var note = Render<ForecastNote>(p => p.Add(c => c.Forecast, forecast).Add(c => c.Page, Page(Role.OrgAdmin)));

        Assert.Contains(lifted ? "At the organization's 100 messages a minute this takes 3 h 20 min." : "WhatsApp allows 80 messages a second; this takes 5 min.", note.Find("p").TextContent, StringComparison.Ordinal);
        Assert.Equal(lifted ? ["/o/acme/rate-limits"] : [], note.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Forecast_OwnSpeedRules_IsSaid()
    {
        var forecast = new CampaignForecast(600, LimitedBy.Campaign, 1, 80, 1_000_000, 60) { OwnPerMinute = 60 };

        var note = Render<ForecastNote>(p => p.Add(c => c.Forecast, forecast).Add(c => c.Page, Page(Role.OrgAdmin)));

        Assert.Contains("At the campaign's own 60 messages a minute this takes 10 min.", note.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_MorePeopleThanADayAllows_SaysHowLongItWaits()
    {
        var forecast = new CampaignForecast(2_500, LimitedBy.Number, 80, 80, 1_000_000, 60) { People = new PeopleForecast(1_000, 400) };

        var note = Render<ForecastNote>(p => p.Add(c => c.Forecast, forecast).Add(c => c.Page, Page(Role.OrgAdmin)));

        Assert.Equal(LimitedBy.Portfolio, note.Find("p").GetAttribute("data-forecast"));
        Assert.Contains("1,000 different people in 24 hours, to 400 more now. To reach all of them takes about 72 h 0 min", note.Find("p").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ReasonPanel> Reasons(CampaignStatus status, Role role) => Render<ReasonPanel>(p => p
        .AddCascadingValue(Page(role))
        .Add(c => c.Campaign, CampaignViews.Of(status, RecipientCounts.None with { Failed = 1241 }))
        .Add(c => c.Reasons, [Gone, Blocked]));

    private static PageContext Page(Role role)
    {
        var card = new OrganizationCard(OrganizationId.New(), "acme", "Acme");
        return new PageContext(card, new AccessGrant(null, card.Id, RolePermissions.Of(role), role), "Ana", "ana@acme.test", IsSuperAdmin: false);
    }
}
