using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;

namespace Admin.Tests.Domain.Campaigns;

public sealed class StatusOrderTests
{
    [Theory]
    [InlineData(RecipientState.Sending, MessageStatusKind.Sent, RecipientState.Sent)]
    [InlineData(RecipientState.Ambiguous, MessageStatusKind.Sent, RecipientState.Sent)]
    [InlineData(RecipientState.Sent, MessageStatusKind.Read, RecipientState.Read)]
    [InlineData(RecipientState.Read, MessageStatusKind.Delivered, RecipientState.Read)]
    [InlineData(RecipientState.Delivered, MessageStatusKind.Sent, RecipientState.Delivered)]
    [InlineData(RecipientState.Delivered, MessageStatusKind.Failed, RecipientState.Delivered)]
    [InlineData(RecipientState.Sent, MessageStatusKind.Failed, RecipientState.Failed)]
    [InlineData(RecipientState.Failed, MessageStatusKind.Sent, RecipientState.Failed)]
    [InlineData(RecipientState.Failed, MessageStatusKind.Delivered, RecipientState.Delivered)]
    [InlineData(RecipientState.Pending, MessageStatusKind.Failed, RecipientState.Failed)]
    [InlineData(RecipientState.Cancelled, MessageStatusKind.Delivered, RecipientState.Delivered)]
    public void Next_AnyOrder_FurthestWins(RecipientState state, MessageStatusKind status, RecipientState expected) =>
        Assert.Equal(expected, StatusOrder.Next(state, status, ofLastAttempt: true));

    [Fact]
    public void Next_FailureOfAnEarlierTry_ChangesNothing() =>
        Assert.Equal(RecipientState.Sending, StatusOrder.Next(RecipientState.Sending, MessageStatusKind.Failed, ofLastAttempt: false));

    [Fact]
    public void Next_EveryOrderOfTheSameStatuses_EndsAlike()
    {
        MessageStatusKind[] all = [MessageStatusKind.Sent, MessageStatusKind.Delivered, MessageStatusKind.Read, MessageStatusKind.Failed];

        foreach (var order in Permutations(all))
            Assert.Equal(RecipientState.Read, order.Aggregate(RecipientState.Sending, (state, status) => StatusOrder.Next(state, status, ofLastAttempt: true)));
    }

    private static IEnumerable<MessageStatusKind[]> Permutations(MessageStatusKind[] items) =>
        items.Length == 1 ? [items] : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (MessageStatusKind[])[first, .. rest]));
}
