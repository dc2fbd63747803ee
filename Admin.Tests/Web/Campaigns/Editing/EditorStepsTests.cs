using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Features.Campaigns.Editing;

namespace Admin.Tests.Web.Campaigns.Editing;

public sealed class EditorStepsTests
{
    [Theory]
    [InlineData("what", EditorStep.What)]
    [InlineData("check", EditorStep.Check)]
    [InlineData("elsewhere", EditorStep.Who)]
    [InlineData(null, EditorStep.Who)]
    public void Parse_Name_IsItsStepOrTheFirst(string? name, EditorStep step) => Assert.Equal(step, EditorSteps.Parse(name));

    [Fact]
    public void Mending_OfEachFault_IsTheStepThatHoldsIt()
    {
        Assert.Equal(EditorStep.Who, EditorSteps.Mending(CampaignErrors.AudienceEmpty));
        Assert.Equal(EditorStep.Who, EditorSteps.Mending(CampaignErrors.NumbersTooMany));
        Assert.Equal(EditorStep.What, EditorSteps.Mending(CampaignErrors.WithoutTemplate));
        Assert.Equal(EditorStep.What, EditorSteps.Mending(TemplateErrors.MediaExpired("header")));
        Assert.Equal(EditorStep.When, EditorSteps.Mending(PreparationErrors.ExemptionNeedsUtility));
        Assert.Equal(EditorStep.Check, EditorSteps.Mending(ApprovalErrors.Required(5)));
    }

    [Fact]
    public void Standing_OfAFreshDraft_IsOpenWhereSomethingIsMissingAndNoFault()
    {
        Error[] faults = [CampaignErrors.AudienceEmpty, CampaignErrors.WithoutTemplate];

        Assert.Equal([StepStanding.Open, StepStanding.Open, StepStanding.Done, StepStanding.Open], EditorSteps.All.Select(s => EditorSteps.StandingOf(s, faults)));
    }

    [Fact]
    public void Standing_OfAFault_IsSaidWhereItIsMended()
    {
        Error[] faults = [CampaignErrors.TemplateNotApproved];

        Assert.Equal([StepStanding.Done, StepStanding.Fault, StepStanding.Done, StepStanding.Open], EditorSteps.All.Select(s => EditorSteps.StandingOf(s, faults)));
    }

    [Fact]
    public void Standing_NobodyHasLooked_IsOpen_NothingFound_IsDone()
    {
        Assert.All(EditorSteps.All, s => Assert.Equal(StepStanding.Open, EditorSteps.StandingOf(s, null)));
        Assert.All(EditorSteps.All, s => Assert.Equal(StepStanding.Done, EditorSteps.StandingOf(s, [])));
    }
}
