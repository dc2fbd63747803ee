namespace Admin.Domain.Secrets.Checking;

/// <summary>
/// Asks an address with a secret in a header. It goes nowhere that <see cref="Common.PublicNetwork"/> does not contain unless the
/// operators allow the host, follows nothing, and keeps nothing of what comes back but its status.
/// </summary>
public interface ICheckClient
{
    /// <summary>Whether the operators named this host (<c>Secrets:CheckAllowedHosts</c>).</summary>
    bool IsAllowed(string host);

    /// <summary>Whether plain http to this very machine is accepted, as in development.</summary>
    bool AllowsPlainLoopback { get; }

    /// <summary>Never throws for what a network or a server can do.</summary>
    Task<SecretCheckAnswer> TryAsync(CheckAddress address, SecretValue value, CancellationToken ct);
}
