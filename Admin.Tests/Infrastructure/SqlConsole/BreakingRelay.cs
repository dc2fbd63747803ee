using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Admin.Tests.Infrastructure.SqlConsole;

/// <summary>Stands between a driver and a real server, in the clear, and hangs up on both when the driver says a word: before the server hears it, or once it has answered.</summary>
internal sealed class BreakingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _word;
    private readonly bool _afterAnswer;
    private readonly Task _relaying;

    public BreakingRelay(IPEndPoint server, string word, bool afterAnswer)
    {
        (_word, _afterAnswer) = (Encoding.ASCII.GetBytes(word), afterAnswer);
        _listener.Start();
        _relaying = RelayAsync(server);
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _relaying.WaitAsync(EngineCalls.Patience);
    }

    private async Task RelayAsync(IPEndPoint to)
    {
        using var driver = await _listener.AcceptTcpClientAsync();
        using var server = new TcpClient();
        await server.ConnectAsync(to);
        var (near, far) = (driver.GetStream(), server.GetStream());
        var heard = new TaskCompletionSource();
        var answers = AnswerAsync(far, near, heard.Task);
        await ForwardAsync(near, far, heard);
        driver.Close();
        server.Close();
        await answers;
    }

    private async Task ForwardAsync(NetworkStream near, NetworkStream far, TaskCompletionSource heard)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await near.ReadAsync(buffer)) > 0)
            {
                var breaks = buffer.AsSpan(0, read).IndexOf(_word) >= 0;
                if (breaks && !_afterAnswer)
                    return;
                if (breaks)
                    heard.SetResult();
                await far.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (IOException)
        {
            // Hung up from the other side.
        }
    }

    private static async Task AnswerAsync(NetworkStream far, NetworkStream near, Task heard)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await far.ReadAsync(buffer)) > 0 && !heard.IsCompleted)
                await near.WriteAsync(buffer.AsMemory(0, read));
            near.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Hung up from this side.
        }
    }
}
