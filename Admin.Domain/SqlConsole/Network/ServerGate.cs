using System.Net;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.Extensions.Options;

namespace Admin.Domain.SqlConsole.Network;

/// <summary>
/// Decides, at every opening, whether a host may be connected to, and at which address: the name is looked up once, every
/// address it has must be allowed, and the one that is given is the only one a driver gets to see.
/// </summary>
public sealed class ServerGate(IHostLookup lookup, IOwnServers own, IOptions<SqlConsoleOptions> options)
{
    /// <summary>
    /// The address to connect to. Hosts that are unknown, closed to data sources or silent all read alike
    /// (<see cref="SqlConsoleErrors.ConnectionFailed"/>), so that nobody maps a network with data sources.
    /// </summary>
    public async Task<Result<ServerAddress>> OpenAsync(string host, int port, CancellationToken ct)
    {
        if (!HostName.IsValid(host) || !IsListed(host))
            return SqlConsoleErrors.ConnectionFailed;
        var addresses = await lookup.ResolveAsync(host, ct);
        if (addresses.Count == 0 || !addresses.All(IsAllowed) || await IsOwnAsync(addresses, port, ct))
            return SqlConsoleErrors.ConnectionFailed;
        var address = addresses.Count == 1 ? addresses[0] : await lookup.FirstAnsweringAsync(addresses, port, ct);
        return address is null ? SqlConsoleErrors.ConnectionFailed : new ServerAddress(host, new IPEndPoint(address, port));
    }

    /// <summary>Whether the installation's own list lets the name through; an empty list lets every name through.</summary>
    public bool IsListed(string host) =>
        options.Value.AllowedHosts.Count == 0 || options.Value.AllowedHosts.Any(h => h.Trim().Equals(host, StringComparison.OrdinalIgnoreCase));

    private bool IsAllowed(IPAddress address) =>
        PublicNetwork.Contains(address) || (options.Value.AllowPrivateNetworks && PrivateNetwork.Contains(address));

    private async Task<bool> IsOwnAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken ct)
    {
        var servers = await own.FindAsync(ct);
        return servers.Any(s => (s.Port == port || s.Port == 0) && addresses.Any(a => Same(a, s.Address)));
    }

    // All loopback addresses are one machine.
    private static bool Same(IPAddress one, IPAddress other) =>
        Plain(one).Equals(Plain(other)) || (IPAddress.IsLoopback(Plain(one)) && IPAddress.IsLoopback(Plain(other)));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
