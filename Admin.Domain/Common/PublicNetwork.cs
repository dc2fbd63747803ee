using System.Net;
using System.Net.Sockets;

namespace Admin.Domain.Common;

/// <summary>
/// Whether an IP address is one that everybody may reach. All others lead into networks that only this process can reach:
/// the machine itself, its neighbours, a cloud's metadata. IPv6 forms that stand for an IPv4 address count as that one.
/// </summary>
public static class PublicNetwork
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Contains(IPAddress address)
    {
        var plain = Plain(address);
        return !Array.Exists(Closed, n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }

    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        // A zone says through which card; it does not make an address another one.
        var bytes = address.GetAddressBytes();
        var unzoned = new IPAddress(bytes);
        if (Nat64.Contains(unzoned))
            return new IPAddress(bytes.AsSpan(12, 4));
        return SixToFour.Contains(unzoned) ? new IPAddress(bytes.AsSpan(2, 4)) : unzoned;
    }
}
