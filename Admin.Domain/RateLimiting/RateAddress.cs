using System.Net;
using System.Net.Sockets;

namespace Admin.Domain.RateLimiting;

/// <summary>What counts as one address.</summary>
public static class RateAddress
{
    /// <summary>Whatever cannot be read shares one counter, so that garbage is no way around a limit.</summary>
    public const string Unknown = "unknown";

    private const int NetworkBytes = 8;

    /// <summary>IPv4 as it is, also when mapped into IPv6; IPv6 by its /64, because one line has that many addresses.</summary>
    public static string Normalize(string? text)
    {
        if (!IPAddress.TryParse(text, out var address))
            return Unknown;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes) + "/64";
    }
}
