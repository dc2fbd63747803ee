using Admin.Domain.Messaging;

namespace Admin.Tests.Domain.Messaging;

public sealed class WhatsAppErrorsTests
{
    [Theory]
    [InlineData(WhatsAppErrorClass.Transient, new[] { 1, 2, 131000, 131016, 133004, 2494100 })]
    [InlineData(WhatsAppErrorClass.FixedWait, new[] { 131057, 134101, 133015 })]
    [InlineData(WhatsAppErrorClass.NumberRate, new[] { 130429 })]
    [InlineData(WhatsAppErrorClass.PairRate, new[] { 131056 })]
    [InlineData(WhatsAppErrorClass.AccountRate, new[] { 80007 })]
    [InlineData(WhatsAppErrorClass.AppRate, new[] { 4, 17 })]
    [InlineData(WhatsAppErrorClass.QualityStop, new[] { 131048, 131064 })]
    [InlineData(WhatsAppErrorClass.PerUserCap, new[] { 131049 })]
    [InlineData(WhatsAppErrorClass.RecipientPermanent, new[] { 131026, 131021, 131030, 131051, 130472 })]
    [InlineData(WhatsAppErrorClass.OptOut, new[] { 131050, 130403 })]
    [InlineData(WhatsAppErrorClass.Window, new[] { 131047 })]
    [InlineData(WhatsAppErrorClass.Template, new[] { 132000, 132001, 132005, 132007, 132008, 132012, 132018, 134102 })]
    [InlineData(WhatsAppErrorClass.TemplateState, new[] { 132015, 132016, 132068, 132069 })]
    [InlineData(WhatsAppErrorClass.Request, new[] { 100, 131008, 131009, 131053, 135000, 131055, 134100, 131063 })]
    [InlineData(WhatsAppErrorClass.AccountBlock, new[] { 0, 3, 10, 33, 190, 200, 250, 299, 368, 131005, 131031, 131037, 131042, 131045, 130497, 133010, 133016, 134011 })]
    public void Classify_KnownCodes_FollowTheTable(WhatsAppErrorClass expected, int[] codes) =>
        Assert.All(codes, code => Assert.Equal(expected, WhatsAppErrors.Classify(code)));

    [Theory]
    [InlineData(-1)]
    [InlineData(199)]
    [InlineData(300)]
    [InlineData(987654)]
    public void Classify_UnknownCode_IsTransient(int code) =>
        Assert.Equal(WhatsAppErrorClass.Transient, WhatsAppErrors.Classify(code));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 16)]
    [InlineData(5, 1024)]
    [InlineData(50, 1024)]
    [InlineData(-3, 1)]
    public void Advise_Transient_WaitsPowersOfFourAndCountsAsTry(int repeats, int seconds) => Assert.Equal(
        new RetryAdvice(WhatsAppRemedy.RetryRecipient, TimeSpan.FromSeconds(seconds), CountsAsTry: true),
        WhatsAppErrors.Advise(131000, repeats));

    [Theory]
    [InlineData(130429, WhatsAppRemedy.HoldNumber, 1)]
    [InlineData(131056, WhatsAppRemedy.HoldPair, 6)]
    [InlineData(80007, WhatsAppRemedy.HoldAccount, 1)]
    [InlineData(4, WhatsAppRemedy.HoldApp, 60)]
    [InlineData(131057, WhatsAppRemedy.RetryRecipient, 60)]
    [InlineData(133015, WhatsAppRemedy.RetryRecipient, 300)]
    [InlineData(134101, WhatsAppRemedy.RetryRecipient, 600)]
    public void Advise_RatesAndStatedWaits_UseUpNoTry(int code, WhatsAppRemedy remedy, int seconds) => Assert.Equal(
        new RetryAdvice(remedy, TimeSpan.FromSeconds(seconds), CountsAsTry: false),
        WhatsAppErrors.Advise(code, 0));

    [Theory]
    [InlineData(190, WhatsAppRemedy.PauseCampaign)]
    [InlineData(131048, WhatsAppRemedy.PauseCampaign)]
    [InlineData(132015, WhatsAppRemedy.PauseCampaign)]
    [InlineData(132016, WhatsAppRemedy.CancelCampaign)]
    public void Advise_WhatStopsEverybody_FailsNoRecipient(int code, WhatsAppRemedy remedy) =>
        Assert.Equal(new RetryAdvice(remedy, null, CountsAsTry: false), WhatsAppErrors.Advise(code, 0));

    [Theory]
    [InlineData(131026, WhatsAppRemedy.FailRecipient)]
    [InlineData(131047, WhatsAppRemedy.FailRecipient)]
    [InlineData(132000, WhatsAppRemedy.FailRecipient)]
    [InlineData(100, WhatsAppRemedy.FailRecipient)]
    [InlineData(131050, WhatsAppRemedy.SuppressRecipient)]
    public void Advise_WhatConcernsOneRecipient_IsNotRepeated(int code, WhatsAppRemedy remedy) =>
        Assert.Equal(new RetryAdvice(remedy, null, CountsAsTry: true), WhatsAppErrors.Advise(code, 2));

    [Fact]
    public void Advise_PerUserCap_DefersByADay()
    {
        var advice = WhatsAppErrors.Advise(131049, 0);

        Assert.Equal(WhatsAppRemedy.DeferRecipient, advice.Remedy);
        Assert.Equal(TimeSpan.FromHours(24), advice.Delay);
    }

    [Fact]
    public void Advise_Jitter_StretchesByAQuarterAtMost()
    {
        Assert.Equal(TimeSpan.FromSeconds(20), WhatsAppErrors.Advise(2, 2, jitter: 1).Delay);
        Assert.Equal(TimeSpan.FromSeconds(20), WhatsAppErrors.Advise(2, 2, jitter: 9).Delay);
    }
}
