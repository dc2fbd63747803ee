using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

/// <summary>
/// A double of a SQL Server that speaks TDS on a loopback port, with or without TLS, and knows no SQL: a test says what it
/// answers to which text. It proves how the engine uses the driver, not how a server behaves.
/// </summary>
internal sealed class TdsServerDouble : IAsyncDisposable
{
    private const byte EncryptOn = 1;
    private const byte EncryptNotSupported = 2;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<int, TcpClient> _clients = new();
    private readonly ConcurrentQueue<(string Part, Func<TdsTokens?> Answer)> _answers = new();
    private readonly Task _accepting;
    private int _nextClient;

    public TdsServerDouble()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    public X509Certificate2? Certificate { get; init; }

    /// <summary>What a login is answered with.</summary>
    public TdsTokens Login { get; set; } = new TdsTokens().LoginAck().Done();

    public int OpenConnections => _clients.Count;

    public int Logins { get; private set; }

    /// <summary>Statements in the order they came; a transaction's beginning and end as BEGIN TRANSACTION and so on.</summary>
    public ConcurrentQueue<string> Statements { get; } = new();

    /// <summary>Answers a statement that holds this text; null hangs up. What was said first counts.</summary>
    public void Answer(string part, Func<TdsTokens?> answer) => _answers.Enqueue((part, answer));

    /// <summary>Does not answer until the client says that it has lost interest.</summary>
    public void Stall(string part) => Answer(part, () => Stalled);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients.Values)
            client.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private static TdsTokens Stalled { get; } = new();

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var id = Interlocked.Increment(ref _nextClient);
        _clients[id] = client;
        try
        {
            using (client)
            {
                if (await GreetAsync(client.GetStream()) is { } stream)
                    await ServeAsync(stream);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
        {
            // Clients hang up whenever they like.
        }
        finally
        {
            _clients.TryRemove(id, out _);
        }
    }

    private async Task<Stream?> GreetAsync(NetworkStream network)
    {
        if (await TdsWire.ReadAsync(network, _end.Token) is not (TdsWire.Prelogin, _))
            return null;
        // The places of three options, and then their values: version, encryption, several results at once.
        byte[] options = [0, 0, 16, 0, 6, 1, 0, 22, 0, 1, 4, 0, 23, 0, 1, 0xFF, 16, 0, 0x0F, 0xA0, 0, 0, Certificate is null ? EncryptNotSupported : EncryptOn, 0];
        await TdsWire.WriteAsync(network, TdsWire.Answer, options, _end.Token);
        if (Certificate is null)
            return network;
        var handshake = new TdsHandshakeStream(network);
        var secure = new SslStream(handshake);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate, EnabledSslProtocols = SslProtocols.Tls12 }, _end.Token);
        handshake.IsOver = true;
        return secure;
    }

    private async Task ServeAsync(Stream stream)
    {
        while (await TdsWire.ReadAsync(stream, _end.Token) is { } message)
        {
            if (Answer(message.Type, message.Content) is not { } answer)
                return;
            if (answer != Stalled)
                await TdsWire.WriteAsync(stream, TdsWire.Answer, answer.Bytes, _end.Token);
        }
    }

    private TdsTokens? Answer(byte type, byte[] content)
    {
        switch (type)
        {
            case TdsWire.Login:
                Logins++;
                return Login;
            case TdsWire.Attention:
                Statements.Enqueue("ATTENTION");
                return new TdsTokens().Done(0x20);
            case TdsWire.TransactionManager:
                return Transaction(BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(content))));
            default:
                return Answer(type == TdsWire.Batch ? Text(content) : Called(content));
        }
    }

    private TdsTokens? Transaction(int request)
    {
        var word = request switch { 5 => "BEGIN TRANSACTION", 7 => "COMMIT TRANSACTION", _ => "ROLLBACK TRANSACTION" };
        Statements.Enqueue(word);
        return _answers.FirstOrDefault(a => a.Part == word).Answer is { } answer ? answer() : new TdsTokens().Transaction((byte)(request switch { 5 => 8, 7 => 9, _ => 10 })).Done();
    }

    private TdsTokens? Answer(string statement)
    {
        Statements.Enqueue(statement);
        if (_answers.FirstOrDefault(a => statement.Contains(a.Part, StringComparison.Ordinal)).Answer is { } answer)
            return answer();
        return statement.Contains("RAISERROR(N'ready'", StringComparison.Ordinal)
            ? new TdsTokens().Error(50_000, "ready", severity: 11).Done(0x02)
            : new TdsTokens().Done();
    }

    private static string Text(byte[] content)
    {
        var headers = BinaryPrimitives.ReadInt32LittleEndian(content);
        return Encoding.Unicode.GetString(content.AsSpan(headers));
    }

    /// <summary>The first argument of sp_executesql: number of the procedure, flags, then name, status, type, size, collation, length.</summary>
    private static string Called(byte[] content)
    {
        var at = BinaryPrimitives.ReadInt32LittleEndian(content) + 4 + 2 + 1 + 1 + 1 + 2 + 5;
        return Encoding.Unicode.GetString(content.AsSpan(at + 2, BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(at))));
    }
}
