using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Campaigns;

/// <summary>What is shown of a campaign whose numbers do not all do the same.</summary>
public sealed class CampaignPulseTests
{
    private readonly CampaignPulse _pulse = new(TimeProvider.System);
    private readonly CampaignId _id = CampaignId.New();
    private readonly (NumberId First, NumberId Second, NumberId Third) _numbers = (NumberId.New(), NumberId.New(), NumberId.New());

    [Fact]
    public void LimitedBy_IsWhatRulesMost_AndWhoHasNothingToDoSaysNothing()
    {
        Assert.Null(_pulse.LimitedBy(_id));
        _pulse.LimitedBy(_id, _numbers.First, LimitedBy.Number);
        _pulse.LimitedBy(_id, _numbers.Second, LimitedBy.WhatsApp);
        Assert.Equal(LimitedBy.WhatsApp, _pulse.LimitedBy(_id));

        _pulse.LimitedBy(_id, _numbers.Third, LimitedBy.Number);
        Assert.Equal(LimitedBy.Number, _pulse.LimitedBy(_id));

        _pulse.LimitedBy(_id, _numbers.First, null);
        _pulse.Leave(_id, _numbers.Third);
        Assert.Equal(LimitedBy.WhatsApp, _pulse.LimitedBy(_id));
    }

    [Fact]
    public void Waits_OnlyWhenAllDo_UntilTheFirstOpens()
    {
        _pulse.Waits(_id, _numbers.First, Times.Now.AddHours(2));
        _pulse.Waits(_id, _numbers.Second, null);
        Assert.Null(_pulse.Waits(_id));

        _pulse.Waits(_id, _numbers.Second, Times.Now.AddHours(1));
        Assert.Equal(Times.Now.AddHours(1), _pulse.Waits(_id));

        _pulse.Leave(_id, _numbers.Second);
        Assert.Equal(Times.Now.AddHours(2), _pulse.Waits(_id));
    }
}
