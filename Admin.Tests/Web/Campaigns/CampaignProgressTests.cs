using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Campaigns;
using AngleSharp.Dom;
using Bunit;

namespace Admin.Tests.Web.Campaigns;

public sealed class CampaignProgressTests : ComponentContext
{
    private static readonly RecipientCounts Counts = new(Pending: 900, Sending: 12, Sent: 40, Delivered: 30, Read: 10, Failed: 3, Skipped: 2, Ambiguous: 1, Cancelled: 2);

    [Fact]
    public void Legend_EveryState_AddsUpToTheTotal()
    {
        var page = Show(CampaignViews.Of(CampaignStatus.Running, Counts));

        var shown = page.FindAll(".legend [data-count]").Select(e => int.Parse(e.GetAttribute("data-count")!, null)).ToList();

        Assert.Equal(Enum.GetValues<RecipientState>().Length, shown.Count);
        Assert.Equal(1000, shown.Sum());
        Assert.Equal("1,000", Figure(page, "total"));
    }

    [Fact]
    public void Bar_OnlyStatesThatHaveSomebody_ShareItsWidth()
    {
        var page = Show(CampaignViews.Of(CampaignStatus.Running, RecipientCounts.None with { Pending = 75, Delivered = 25 }));

        var widths = page.FindAll(".stacked > span").Select(e => e.GetAttribute("style")!.Split(';')[0]);

        Assert.Equal(["flex-grow:25", "flex-grow:75"], widths);
        Assert.Contains("Delivered 25", page.Find(".stacked").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_NothingIsSent_ShowADashAndNoZero()
    {
        var page = Show(CampaignViews.Of(CampaignStatus.Draft));

        Assert.Equal("–", Figure(page, "rate"));
        Assert.Equal("–", Figure(page, "eta"));
        Assert.Equal("–", Figure(page, "limited-by"));
    }

    [Fact]
    public void Figures_Running_SayRateTimeAndWhatLimits()
    {
        var page = Show(CampaignViews.Of(CampaignStatus.Running, Counts) with { Rate = 79.96, EtaSeconds = 11.2, LimitedBy = LimitedBy.Number });

        Assert.Equal("80.0", Figure(page, "rate"));
        Assert.Equal("12 s", Figure(page, "eta"));
        Assert.Equal("number speed", Figure(page, "limited-by"));
    }

    [Theory]
    [InlineData(CampaignStatus.NeedsAttention, true)]
    [InlineData(CampaignStatus.Running, false)]
    public void Ambiguous_OnlyOnesLeft_AreExplained(CampaignStatus status, bool explained)
    {
        var page = Show(CampaignViews.Of(status, RecipientCounts.None with { Ambiguous = 7, Read = 3 }));

        Assert.Equal(explained, page.FindAll(".note.warn").Any(n => n.TextContent.Contains("Of 7 recipients", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("paused_by_person", "Paused by a person.")]
    [InlineData("whatsapp_131031", "131031")]
    public void StatusReason_OfAStandstill_IsSaidInWords(string reason, string words)
    {
        var page = Show(CampaignViews.Of(CampaignStatus.Paused, Counts) with { StatusReason = reason });

        Assert.Contains(words, page.Find(".note.warn").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<CampaignProgress> Show(CampaignView campaign) => Render<CampaignProgress>(p => p.Add(c => c.Campaign, campaign));

    private static string Figure(IRenderedComponent<CampaignProgress> page, string name) => page.Find($"[data-figure={name}]").Text().Trim();
}
