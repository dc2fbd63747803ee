using System.Buffers;
using System.Text.Json;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Tells the webhook what happens to templates, numbers and accounts; on disk before it is queued.</summary>
internal sealed class PlatformEvents(SimulatorStore store, UpdateQueues queues, Dials dials, TimeProvider time)
{
    private long _lastId;

    public void ContinueAfter(long id) => _lastId = id;

    /// <param name="value">Writes the change's value, an object of its own.</param>
    public async Task TellAsync(string wabaId, string field, Action<Utf8JsonWriter> value)
    {
        var body = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(body))
            value(json);
        var due = time.GetUtcNow() + dials.Now.WebhookDelay;
        var told = new PlatformEvent(Interlocked.Increment(ref _lastId), due.ToUnixTimeMilliseconds(), wabaId, field, body.WrittenSpan.ToArray());
        await store.AddAsync(told);
        queues.Add(told);
    }
}
