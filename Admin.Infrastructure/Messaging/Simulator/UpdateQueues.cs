namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>A queue per lane. A message's updates are all in one, so that they keep their order.</summary>
internal sealed class UpdateQueues(int lanes)
{
    public UpdateQueue[] Lanes { get; } = [.. Enumerable.Range(0, lanes).Select(_ => new UpdateQueue())];

    public int Count => Lanes.Sum(l => l.Count);

    public void Add(SentMessage message) => Lanes[message.Sequence % Lanes.Length].Add(message);

    public void Add(PlatformEvent told) => Lanes[0].Add(told);
}
