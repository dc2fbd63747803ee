using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Campaigns.Watching;

public sealed class TimelineRulesTests
{
    private static readonly DateTime Now = Times.Now;
    private static readonly OrganizationId Acme = OrganizationId.New();

    [Fact]
    public void Tell_TriedTwiceThenRead_IsInOrder()
    {
        var (campaign, row) = Started();
        var first = Begin(row);
        row.Wait(first, Now.AddSeconds(8), countsAsTry: true, new AttemptError(1, first, Now.AddSeconds(4), "131000", "Something went wrong"));
        var second = Begin(row);
        row.Accept(second, "wamid.1", Now.AddSeconds(9));
        row.Apply(new StatusNews(MessageStatusKind.Read, Now.AddSeconds(30), "wamid.1", second, null));

        var told = TimelineRules.Tell(campaign, row, null, []);

        Assert.Equal([TimelineKind.Planned, TimelineKind.TryFailed, TimelineKind.Accepted, TimelineKind.Delivered, TimelineKind.Read], told.Select(e => e.Kind));
        Assert.Equal(("131000", "Something went wrong"), (told[1].Code, told[1].Message));
    }

    [Fact]
    public void Tell_WithinOneSecond_IsInTheOrderOfWhatCanFollow()
    {
        var campaign = Campaign.Create(Acme, new CampaignContent("May", NumberId.New(), "order_update", "en_US", [], null), Now);
        Assert.Null(campaign.Start(Now.AddMilliseconds(400)).Error);
        var row = Recipient.Create(campaign.Ref, 1, "+5511987654321", "{}", Now);
        var attempt = Begin(row);
        row.Apply(new StatusNews(MessageStatusKind.Sent, Now, "wamid.1", attempt, null));

        Assert.Equal([TimelineKind.Planned, TimelineKind.Accepted], TimelineRules.Tell(campaign, row, null, []).Select(e => e.Kind));
    }

    [Fact]
    public void Tell_LostAndSettledByAPerson_NamesThem()
    {
        var (campaign, row) = Started();
        var attempt = Begin(row);
        row.Lose(attempt, new AttemptError(1, attempt, Now.AddSeconds(4), "timeout", "No answer"));
        row.CountAsSent(Now.AddMinutes(5));

        var told = TimelineRules.Tell(campaign, row, null, [new TimelineEntry(Now.AddMinutes(5), TimelineKind.CountedAsSent, Who: "Ana")]);

        Assert.Equal([TimelineKind.Planned, TimelineKind.OutcomeUnknown, TimelineKind.CountedAsSent, TimelineKind.Accepted], told.Select(e => e.Kind));
        Assert.Equal("Ana", told[2].Who);
        Assert.True(TimelineRules.WasAmbiguousBefore(row, Now.AddMinutes(5)));
        Assert.False(TimelineRules.WasAmbiguousBefore(row, Now));
    }

    [Fact]
    public void Tell_SkippedAndOptedOut_SaysBoth()
    {
        var (campaign, row) = Started();
        row.Skip("opted_out");

        var told = TimelineRules.Tell(campaign, row, OptOut.Create(Acme, row.Phone, "person", Now.AddDays(-3)), []);

        Assert.Equal([TimelineKind.OptedOut, TimelineKind.Planned, TimelineKind.Skipped], told.Select(e => e.Kind));
    }

    private static Guid Begin(Recipient row)
    {
        var (claim, attempt) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        typeof(Recipient).GetProperty(nameof(Recipient.ClaimToken))!.SetValue(row, claim);
        Assert.True(row.Begin(claim, attempt, Now));
        return attempt;
    }

    private static (Campaign Campaign, Recipient Row) Started()
    {
        var campaign = Campaign.Create(Acme, new CampaignContent("May", NumberId.New(), "order_update", "en_US", [], null), Now);
        Assert.Null(campaign.Start(Now).Error);
        return (campaign, Recipient.Create(campaign.Ref, 1, "+5511987654321", "{}", Now));
    }
}
