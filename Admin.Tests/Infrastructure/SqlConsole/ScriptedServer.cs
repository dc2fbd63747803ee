using System.Net;
using System.Net.Sockets;

namespace Admin.Tests.Infrastructure.SqlConsole;

/// <summary>Takes one connection, says its line once something has come in (or at once), and keeps what it is sent.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task<byte[]> _received;

    public ScriptedServer(byte[] line, bool speaksFirst = false)
    {
        _listener.Start();
        _received = TalkAsync(line, speaksFirst);
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    public Task<byte[]> ReceivedAsync() => _received.WaitAsync(TimeSpan.FromSeconds(20));

    public void Dispose() => _listener.Dispose();

    private async Task<byte[]> TalkAsync(byte[] line, bool speaksFirst)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        using var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        if (speaksFirst)
            await stream.WriteAsync(line);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                if (received.Length == 0 && !speaksFirst)
                    await stream.WriteAsync(line);
                received.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // The client may end a connection it does not like without a word.
        }
        return received.ToArray();
    }
}
