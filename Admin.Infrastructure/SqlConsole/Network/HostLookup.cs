using System.Net;
using System.Net.Sockets;
using Admin.Domain.SqlConsole.Network;

namespace Admin.Infrastructure.SqlConsole.Network;

/// <summary>The machine's resolver.</summary>
internal sealed class HostLookup : IHostLookup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        try
        {
            return await Dns.GetHostAddressesAsync(host, ct);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    public async Task<IPAddress?> FirstAnsweringAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken ct)
    {
        foreach (var address in addresses)
        {
            if (await AnswersAsync(new IPEndPoint(address, port), ct))
                return address;
        }
        return null;
    }

    private static async Task<bool> AnswersAsync(IPEndPoint endpoint, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, patience.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
