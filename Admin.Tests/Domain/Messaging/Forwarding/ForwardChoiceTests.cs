using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Forwarding;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Messaging.Forwarding;

public sealed class ForwardChoiceTests
{
    [Fact]
    public void Consider_OneThatWaits_HoldsBackOnlyWhatNamesItsNumbers() =>
        Assert.Equal([2, 5], Chosen(One(1, "a", due: 10), One(2, "b"), One(3, "a b"), One(4, "b"), One(5, "c")));

    [Fact]
    public void Consider_OneInAnotherNodesHand_HoldsBackLikeOneThatWaits()
    {
        Assert.Equal([2], Chosen(One(1, "a", claimed: 10), One(2, "b"), One(3, "a")));
        Assert.Equal([1, 2, 3], Chosen(One(1, "a", claimed: -10), One(2, "b"), One(3, "a")));
    }

    [Fact]
    public void Consider_FurtherAheadThanAnyWait_IsTakenForAClockThatWasSetBack() =>
        Assert.Equal([1, 2], Chosen(One(1, "a", due: 3600), One(2, "a", claimed: 3600)));

    [Fact]
    public void Consider_NoNumber_IsALineOfItsOwn() => Assert.Equal([2], Chosen(One(1, "", due: 10), One(2, "a"), One(3, "")));

    [Fact]
    public void Consider_TooManyNumbersToName_StandsInEverybodysLine()
    {
        Assert.Equal([1], Chosen(One(1, "a"), One(2, WebhookEvent.ManyNumbers, due: 10), One(3, "b")));
        Assert.Equal([2], Chosen(One(1, "a", due: 10), One(2, "b"), One(3, WebhookEvent.ManyNumbers), One(4, "c")));
        Assert.Equal([1, 2, 3], Chosen(One(1, "a"), One(2, WebhookEvent.ManyNumbers), One(3, "b")));
    }

    [Fact]
    public void Consider_Enough_TakesNoMore()
    {
        var choice = new ForwardChoice(Times.Now, atMost: 10, bytes: 250);
        for (var i = 1; i <= 5; i++)
            choice.Consider(One(i, "a"));

        Assert.Equal([1, 2, 3], choice.Chosen.Select(c => c.Key));
        Assert.True(choice.IsFull);
    }

    [Fact]
    public void After_Failures_GrowsToFiveMinutes() =>
        Assert.Equal([1, 2, 4, 256, 300, 300], new[] { 1, 2, 3, 9, 10, 1000 }.Select(n => ForwardWait.After(n).TotalSeconds));

    private static IEnumerable<long> Chosen(params WaitingForward[] waiting)
    {
        var choice = new ForwardChoice(Times.Now, atMost: 100, bytes: long.MaxValue);
        foreach (var one in waiting)
            choice.Consider(one);
        return choice.Chosen.Select(c => c.Key);
    }

    private static WaitingForward One(long key, string numbers, int due = 0, int? claimed = null) =>
        new(key, numbers, Size: 100, Times.Now.AddSeconds(due), Tries: 0, claimed is { } seconds ? Times.Now.AddSeconds(seconds) : null);
}
