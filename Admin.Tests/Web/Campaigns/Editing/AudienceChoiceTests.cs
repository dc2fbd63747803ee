using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Features.Campaigns.Editing;

namespace Admin.Tests.Web.Campaigns.Editing;

public sealed class AudienceChoiceTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void Parse_OfContacts_IsTheFilterWithWholeDays()
    {
        var choice = AudienceChoice.Parse(Id.ToString(), "vip", "given", null, "2026-01-02", "2026-01-03", null, null, null);

        var filter = choice.ToDraft(Utc).Contacts!;
        Assert.Equal(new ContactFilter(List: ContactListId.From(Id), Tag: "vip", Marketing: ConsentState.Given, CreatedFrom: Utc(new DateOnly(2026, 1, 2)), CreatedBefore: Utc(new DateOnly(2026, 1, 4))), filter);
    }

    [Theory]
    [InlineData("failed", "131026", CampaignOutcome.Failed, "131026")]
    [InlineData("not_replied", "131026", CampaignOutcome.NotReplied, null)]
    public void Parse_OfAnEarlierCampaign_HasACodeOnlyOfFailures(string outcome, string code, CampaignOutcome expected, string? kept) =>
        Assert.Equal(new EarlierOutcome(new CampaignId(Id), expected, kept), AudienceChoice.Parse(null, null, null, null, null, null, Id.ToString(), outcome, code).ToDraft(Utc).Earlier);

    [Fact]
    public void Parse_OfNothingThatMeansSomething_NamesNobody()
    {
        Assert.False(AudienceChoice.Parse("x", "", "y", null, "z", null, Id.ToString(), "vanished", null).IsNamed);
        Assert.False(new AudienceChoice { IsEarlier = true, Campaign = Id }.IsComplete);
    }

    [Fact]
    public void NewCampaignUrl_ReadAgain_IsTheSame()
    {
        var contacts = new AudienceChoice { List = Id, Tag = "a&b", Utility = ConsentState.Withdrawn, From = new DateOnly(2026, 1, 2) };
        var earlier = new AudienceChoice { IsEarlier = true, Campaign = Id, Outcome = CampaignOutcome.Failed, Code = "131026" };

        Assert.Equal($"/o/acme/campaigns/new?list={Id}&tag=a%26b&utility=withdrawn&created_from=2026-01-02", contacts.NewCampaignUrl("acme"));
        Assert.Equal($"/o/acme/campaigns/new?from={Id}&outcome=failed&code=131026", earlier.NewCampaignUrl("acme"));
    }

    private static DateTime Utc(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
