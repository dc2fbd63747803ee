using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Providers;

/// <summary>How a provider of encryption stood when it was last asked.</summary>
/// <param name="IsSetUp">Whether it is offered.</param>
/// <param name="KeyId">The key that it encrypts with now; null where that is not known.</param>
/// <param name="Fault">What is wrong, and null while it works.</param>
/// <param name="FailingSince">When it was first found wrong.</param>
public sealed record ProviderState(string Provider, bool IsSetUp, string? KeyId, Error? Fault, DateTime? FailingSince, DateTime CheckedAt)
{
    public bool IsFailing => Fault is not null;
}

/// <summary>Is told when a provider begins to fail and when it works again, by each node for itself. Must not throw.</summary>
public interface IProviderHealthListener
{
    Task ChangedAsync(ProviderState now, CancellationToken ct);
}
