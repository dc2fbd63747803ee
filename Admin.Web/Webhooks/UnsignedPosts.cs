using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.RateLimiting;

namespace Admin.Web.Webhooks;

/// <summary>
/// Counts wrongly signed POSTs by address, and remembers on this node which addresses have used their limit up: those are refused
/// before a byte of their body is read, at no cost to Redis. Rightly signed POSTs are never counted.
/// </summary>
internal sealed class UnsignedPosts : IDisposable
{
    private const int Capacity = 10_000;

    private readonly RateLimiter _limiter;
    private readonly TimeProvider _time;
    private readonly IDisposable _notes;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Memory> _addresses = new(StringComparer.Ordinal);

    public UnsignedPosts(RateLimiter limiter, ILiveChannel channel, TimeProvider time)
    {
        (_limiter, _time) = (limiter, time);
        _notes = channel.Subscribe(OnNote);
    }

    /// <summary>The refusal for an address that is over its limit, to be given before the body is read; null for every other.</summary>
    public async ValueTask<Error?> RefusalAsync(string? address, CancellationToken ct)
    {
        if (Find(address) is not { } memory)
            return null;
        if (memory.Refused is { } refused)
            return RateErrors.Of(refused with { RetryAfter = Left(memory) });
        // The last one that was counted left nothing. If that still holds, one more is counted to learn until when.
        var now = await _limiter.PeekAsync(Request(address), ct);
        if (now.Closest is { Remaining: 0 })
            return await CountAsync(address, ct);
        Forget(address);
        return null;
    }

    /// <summary>Counts a wrongly signed one; the refusal when that is too many.</summary>
    public async Task<Error?> CountAsync(string? address, CancellationToken ct)
    {
        var decision = await _limiter.DecideAsync(Request(address), ct);
        var refusal = RateErrors.Of(decision);
        if (refusal is not null)
            Remember(address, new Memory(decision, decision.RetryAfter, _time.GetTimestamp()));
        else if (decision.Closest is { Remaining: 0 } last)
            Remember(address, new Memory(null, last.ResetIn, _time.GetTimestamp()));
        return refusal;
    }

    public void Dispose() => _notes.Dispose();

    private static RateRequest Request(string? address) => RateRequest.Anonymous(address, null, RatePolicyNames.WebhookUnsigned);

    private TimeSpan Left(Memory memory) => memory.For - _time.GetElapsedTime(memory.At);

    private Memory? Find(string? address)
    {
        lock (_lock)
        {
            if (_addresses.Count == 0 || !_addresses.TryGetValue(RateAddress.Normalize(address), out var memory))
                return null;
            if (Left(memory) > TimeSpan.Zero)
                return memory;
            _addresses.Remove(RateAddress.Normalize(address));
            return null;
        }
    }

    private void Remember(string? address, Memory memory)
    {
        lock (_lock)
        {
            // Forgetting costs one more body each.
            if (_addresses.Count >= Capacity)
                _addresses.Clear();
            _addresses[RateAddress.Normalize(address)] = memory;
        }
    }

    private void Forget(string? address)
    {
        lock (_lock)
            _addresses.Remove(RateAddress.Normalize(address));
    }

    // Released, overridden or reloaded: as the limiter forgets its full counters.
    private void OnNote(LiveNote note)
    {
        if (note.Topic != RateLimiter.ForgetTopic)
            return;
        lock (_lock)
            _addresses.Clear();
    }

    /// <param name="Refused">Null where the limit is used up but nobody was refused yet.</param>
    private sealed record Memory(RateDecision? Refused, TimeSpan For, long At);
}
