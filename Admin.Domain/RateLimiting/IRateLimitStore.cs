namespace Admin.Domain.RateLimiting;

/// <summary>The counters that all nodes share.</summary>
public interface IRateLimitStore
{
    /// <summary>
    /// Evaluates all charges together by the store's clock, in one round trip, and consumes only if all that are not shadows fit.
    /// The keys share a hash tag. Answers in the order of the charges.
    /// </summary>
    /// <exception cref="RateStoreUnavailableException">The store is away or too slow.</exception>
    Task<IReadOnlyList<RateReading>> DecideAsync(IReadOnlyList<RateCharge> charges, CancellationToken ct);

    /// <summary>Gives a lease of a concurrency counter back; nothing happens when it has ended.</summary>
    /// <exception cref="RateStoreUnavailableException">The store is away or too slow.</exception>
    Task GiveBackAsync(string key, string lease, CancellationToken ct);

    /// <summary>Forgets a counter, so that it admits again.</summary>
    /// <exception cref="RateStoreUnavailableException">The store is away or too slow.</exception>
    Task ForgetAsync(string key, CancellationToken ct);
}

/// <summary>The shared counters cannot be asked now; each policy says what happens then.</summary>
public sealed class RateStoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
