using System.Net;
using System.Net.Sockets;
using Admin.Domain.Common;

namespace Admin.Infrastructure.Secrets.Checking;

/// <summary>
/// Resolves a host once and connects to an address that it has looked at itself: a name that means another address the next
/// moment leads nowhere else.
/// </summary>
internal static class GuardedConnection
{
    /// <param name="isTrusted">Hosts that may lie anywhere.</param>
    public static async ValueTask<Stream> OpenAsync(DnsEndPoint target, Func<string, bool> isTrusted, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, ct);
        if (!isTrusted(target.Host) && addresses.FirstOrDefault(a => !PublicNetwork.Contains(a)) is not null)
            throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The host lies where only this process could reach it.</summary>
internal sealed class AddressRefusedException : IOException;
