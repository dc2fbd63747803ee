using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Campaigns;

public sealed class RetryRulesTests
{
    [Fact]
    public void Decide_Accepted_KeepsTheMessageId() =>
        Assert.Equal((VerdictKind.Accept, "wamid.1"), Short(Decide(new SendOutcome.Accepted("wamid.1", null, "accepted"))));

    [Theory]
    [InlineData(AmbiguousReason.Timeout)]
    [InlineData(AmbiguousReason.ConnectionLost)]
    [InlineData(AmbiguousReason.Cancelled)]
    [InlineData(AmbiguousReason.UnreadableAnswer)]
    public void Decide_OutcomeThatNobodyKnows_IsNeverTriedAgain(AmbiguousReason reason)
    {
        var verdict = Decide(new SendOutcome.Ambiguous(reason));

        Assert.Equal(VerdictKind.Lose, verdict.Kind);
        Assert.Null(verdict.RetryAt);
    }

    [Fact]
    public void Decide_NeverWritten_WaitsWithoutUsingATryAndRestsTheNumber()
    {
        var verdict = Decide(new SendOutcome.NotSent(NotSentReason.ConnectionFailed), holds: 2);

        Assert.Equal((VerdictKind.Wait, false, TimeSpan.FromSeconds(4)), (verdict.Kind, verdict.CountsAsTry, verdict.Hold));
    }

    [Theory]
    [InlineData(131000, 1, VerdictKind.Wait)]
    [InlineData(131000, 3, VerdictKind.Fail)]
    [InlineData(131026, 1, VerdictKind.Fail)]
    [InlineData(131049, 1, VerdictKind.Fail)]
    [InlineData(131056, 3, VerdictKind.Wait)]
    [InlineData(130429, 3, VerdictKind.Wait)]
    [InlineData(132015, 1, VerdictKind.Wait)]
    [InlineData(190, 3, VerdictKind.Wait)]
    public void Decide_ByTheErrorTable_FailsOnlyWhatAnotherTryCannotMend(int code, int attempt, VerdictKind expected) =>
        Assert.Equal(expected, Decide(Refusal(code), attempt).Kind);

    [Theory]
    [InlineData(132015)]
    [InlineData(132016)]
    [InlineData(131048)]
    [InlineData(190)]
    [InlineData(131042)]
    public void Decide_NumberTemplateOrAccount_PausesAndLeavesTheRecipientItsTry(int code)
    {
        var verdict = Decide(Refusal(code), attempt: 3);

        Assert.Equal((VerdictKind.Wait, false, $"whatsapp_{code}"), (verdict.Kind, verdict.CountsAsTry, verdict.PauseReason));
    }

    [Theory]
    [InlineData(2494100, 3)]
    [InlineData(133015, 1)]
    [InlineData(131057, 1)]
    public void Decide_TroubleOfOneNumberOfSeveral_RestsItAndCostsNobodyATry(int code, int attempt)
    {
        var verdict = RetryRules.Decide(Refusal(code), new Begun(1, Guid.CreateVersion7(), attempt, "+5511987000000", "{}"), 3, holds: 0, Times.Now, jitter: 0, othersSend: true);

        Assert.Equal((VerdictKind.Wait, false, Times.Now), (verdict.Kind, verdict.CountsAsTry, verdict.RetryAt));
        Assert.True(verdict.Hold > TimeSpan.Zero);
    }

    [Fact]
    public void Decide_TemplateMissingAtOneNumberOfSeveral_PausesAndFailsNobody()
    {
        Assert.Equal((VerdictKind.Fail, (string?)null), (Decide(Refusal(132001)).Kind, Decide(Refusal(132001)).PauseReason));

        var verdict = RetryRules.Decide(Refusal(132001), new Begun(1, Guid.CreateVersion7(), 1, "+5511987000000", "{}"), 3, holds: 0, Times.Now, jitter: 0, othersSend: true);

        Assert.Equal((VerdictKind.Wait, false, "whatsapp_132001"), (verdict.Kind, verdict.CountsAsTry, verdict.PauseReason));
    }

    [Theory]
    [InlineData(130429, false)]
    [InlineData(80007, true)]
    [InlineData(4, true)]
    public void Decide_LimitOfAccountOrApp_HoldsAllNumbers(int code, bool all) => Assert.Equal(all, Decide(Refusal(code)).HoldsAll);

    [Fact]
    public void Decide_OptOut_FailsAndIsRemembered()
    {
        var verdict = Decide(Refusal(131050));

        Assert.Equal((VerdictKind.Fail, true), (verdict.Kind, verdict.Suppress));
    }

    [Fact]
    public void Decide_RateOfTheNumber_IsNoTryAndHoldsTheNumberLonger()
    {
        var first = Decide(Refusal(130429), holds: 0);
        var second = Decide(Refusal(130429), holds: 1);

        Assert.False(first.CountsAsTry);
        Assert.True(second.Hold > first.Hold);
    }

    private static SendOutcome Refusal(int code) => new SendOutcome.Rejected(new WhatsAppError(code, "refused", null, 400));

    private static (VerdictKind Kind, string? Wamid) Short(Verdict verdict) => (verdict.Kind, verdict.Wamid);

    private static Verdict Decide(SendOutcome outcome, int attempt = 1, int holds = 0) =>
        RetryRules.Decide(outcome, new Begun(0, Guid.CreateVersion7(), attempt, "+5511987000000", "{}"), maxAttempts: 3, holds, Times.Now, jitter: 0);
}
