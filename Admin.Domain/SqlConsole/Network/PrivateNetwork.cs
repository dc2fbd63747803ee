using System.Net;

namespace Admin.Domain.SqlConsole.Network;

/// <summary>
/// The networks that <see cref="SqlConsoleOptions.AllowPrivateNetworks"/> opens: the machine itself and its neighbours (RFC
/// 1918, RFC 6598, RFC 4193). Addresses of a link, where clouds keep their metadata, and those of no single machine stay closed.
/// </summary>
internal static class PrivateNetwork
{
    private static readonly IPNetwork[] Open =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "::1/128", "fc00::/7" }.Select(IPNetwork.Parse)];

    // The metadata service of one cloud has an address among the neighbours'.
    private static readonly IPAddress Metadata = IPAddress.Parse("fd00:ec2::254");

    public static bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !plain.Equals(Metadata) && Array.Exists(Open, n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }
}
