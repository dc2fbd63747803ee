using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Web.Features.Campaigns;

namespace Admin.Tests.Web.Campaigns;

public sealed class PlanStateTests
{
    private static readonly SendTimes Times = new("America/New_York", new TimeOnly(8, 0), new TimeOnly(20, 0), true, [DayOfWeek.Sunday], [new DateOnly(2026, 12, 25)]);

    [Fact]
    public void ToDraft_OfWhatIsShown_IsTheSame()
    {
        var state = new PlanState();

        state.Show(View());

        var draft = state.ToDraft();
        Assert.Equal(("May", Times, 500, 12.5m), (draft.Name, draft.Times, draft.DailyCap, draft.Budget));
        Assert.Equal(new DateTime(2026, 11, 1, 1, 30, 0), draft.ScheduledLocal);
        Assert.True(draft.ScheduledSecond);
        Assert.Empty(state.Differences(View()));
    }

    [Fact]
    public void ToDraft_ScheduledWithoutATime_HasNone()
    {
        var state = new PlanState { IsScheduled = true };

        Assert.Null(state.ToDraft().ScheduledLocal);
    }

    [Fact]
    public void Differences_OfEachField_AreNamed()
    {
        var state = new PlanState();
        state.Show(View());
        (state.MessagesPerMinute, state.IsScheduled, state.OfRecipient, state.DailyCap) = (5, false, false, 1);

        Assert.Equal(
            [nameof(PlanTexts.SpeedField), nameof(PlanTexts.ScheduleField), nameof(PlanTexts.HoursField), nameof(PlanTexts.CapsField)],
            state.Differences(View()));
    }

    [Fact]
    public void IsSame_OfARenamedOne_IsTrue_OfAnotherCapFalse()
    {
        Assert.True(PlanState.IsSame(View(), View() with { Name = "June" }));
        Assert.False(PlanState.IsSame(View(), View() with { DailyCap = 1 }));
    }

    private static PreparationView View() => new(
        CampaignId.New(),
        "May",
        null,
        Times,
        500,
        false,
        new DateTime(2026, 11, 1, 6, 30, 0, DateTimeKind.Utc),
        new DateTime(2026, 11, 1, 1, 30, 0),
        true,
        true,
        Guid.Empty)
    {
        Budget = 12.5m,
    };
}
