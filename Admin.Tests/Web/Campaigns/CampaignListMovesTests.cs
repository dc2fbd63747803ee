using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Features.Campaigns;

namespace Admin.Tests.Web.Campaigns;

/// <summary>What the live topic tells of a shown page of the list, and when the page must be read again.</summary>
public sealed class CampaignListMovesTests
{
    private static readonly CampaignFilter Any = new();

    private static readonly CampaignView Newer = CampaignViews.Of(CampaignStatus.Running);
    private static readonly CampaignView Older = CampaignViews.Of(CampaignStatus.Paused);

    [Fact]
    public void With_SameCampaigns_TakesTheirNewerNumbers()
    {
        var moved = CampaignListMoves.With(Shown(Newer, Older), Any, [Newer with { Rate = 12 }, Older]);

        Assert.Equal([12, null], moved!.Items.Select(c => c.Rate));
    }

    [Fact]
    public void With_NewCampaignOnTop_ReadsAgain() =>
        Assert.Null(CampaignListMoves.With(Shown(Older), Any, [Newer, Older]));

    [Fact]
    public void With_RowThatIsNotAmongTheNewest_ReadsAgain() =>
        Assert.Null(CampaignListMoves.With(Shown(Newer, Older) with { Number = 5 }, Any, [Newer]));

    [Fact]
    public void With_RowThatLeftTheFilter_ReadsAgain() =>
        Assert.Null(CampaignListMoves.With(Shown(Newer), new CampaignFilter(CampaignStatus.Running), [Newer with { Status = CampaignStatus.Completed }]));

    [Fact]
    public void With_AnotherThatCameIntoTheFilter_ReadsAgain() =>
        Assert.Null(CampaignListMoves.With(Shown(Newer), new CampaignFilter(CampaignStatus.Running), [Newer, Older with { Status = CampaignStatus.Running }]));

    [Fact]
    public void With_NewCampaignWhileALaterPageOrASearchIsShown_StaysInPlace()
    {
        Assert.NotNull(CampaignListMoves.With(Shown(Older) with { Number = 2 }, Any, [Newer, Older]));
        Assert.NotNull(CampaignListMoves.With(Shown(Older), new CampaignFilter(Text: "may"), [Newer, Older]));
    }

    private static Page<CampaignView> Shown(params CampaignView[] campaigns) => new(campaigns, campaigns.Length, 1, 25);
}
