using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Admin.Bench;

/// <summary>
/// A page that is open in no browser: loads it over HTTP, opens its circuit as Blazor's script would, acknowledges what is drawn,
/// and notes when a batch with a given text arrives.
/// </summary>
internal sealed partial class OpenCircuit : IAsyncDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _left = new();
    private readonly Channel<byte[]> _out = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _work = Task.CompletedTask;
    private volatile Waiting? _waiting;
    private int _batches;

    private OpenCircuit()
    {
    }

    /// <summary>Batches drawn so far.</summary>
    public int Batches => _batches;

    public static async Task<OpenCircuit> OpenAsync(HttpClient http, string cookies, string path)
    {
        var html = await http.GetStringAsync(new Uri(path, UriKind.Relative));
        var markers = Marker().Matches(html).Select(m => m.Groups["json"].Value).ToList();
        var state = State().Match(html).Groups["state"].Value;
        using var negotiated = await http.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        negotiated.EnsureSuccessStatusCode();
        var token = JsonDocument.Parse(await negotiated.Content.ReadAsStringAsync()).RootElement.GetProperty("connectionToken").GetString();

        var circuit = new OpenCircuit();
        circuit._socket.Options.SetRequestHeader("Cookie", cookies);
        await circuit._socket.ConnectAsync(new UriBuilder(http.BaseAddress!) { Scheme = "ws", Path = "/_blazor", Query = $"id={Uri.EscapeDataString(token!)}" }.Uri, CancellationToken.None);
        await circuit._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        circuit._work = Task.WhenAll(circuit.ReceiveAsync(), circuit.SendAsync());
        circuit._out.Writer.TryWrite(BlazorPack.Invocation("1", "StartCircuit", http.BaseAddress!.ToString(), new Uri(http.BaseAddress, path).ToString(), "[]", state));
        await circuit._started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var added = markers.Select((json, i) => string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"add\",\"ssrComponentId\":{i + 1},\"marker\":{json}}}"));
        circuit._out.Writer.TryWrite(BlazorPack.Invocation(null, "UpdateRootComponents", $"{{\"batchId\":1,\"operations\":[{string.Join(',', added)}]}}", state));
        return circuit;
    }

    /// <summary>When the next batch that contains the text has arrived.</summary>
    public Task<long> WhenDrawnAsync(string text)
    {
        var waiting = new Waiting(Encoding.UTF8.GetBytes(text), new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting = waiting;
        return waiting.Arrived.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _left.Dispose();
    }

    private async Task SendAsync()
    {
        while (!_left.IsCancellationRequested)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
            quiet.CancelAfter(PingEvery);
            byte[] message;
            try
            {
                message = await _out.Reader.ReadAsync(quiet.Token);
            }
            catch (OperationCanceledException) when (!_left.IsCancellationRequested)
            {
                message = BlazorPack.Ping;
            }

            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, _left.Token);
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var held = new MemoryStream();
        var greeted = false;
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), _left.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException("The circuit was closed.");
            held.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            ReadOnlyMemory<byte> frame = held.ToArray();
            held.SetLength(0);
            if (!greeted)
            {
                greeted = true;
                frame = frame[(frame.Span.IndexOf((byte)0x1e) + 1)..];
            }

            foreach (var message in BlazorPack.Messages(frame))
                Take(message);
        }
    }

    private void Take(List<object?> message)
    {
        const long invocation = 1;
        const long completion = 3;
        if (message[0] is completion && message[2] is "1")
            _started.TrySetResult();
        if (message[0] is not invocation || message[4] is not List<object?> arguments)
            return;
        switch (message[3])
        {
            case "JS.RenderBatch":
                Draw((long)arguments[0]!, (byte[])arguments[1]!);
                break;
            case "JS.BeginInvokeJS":
                Answer((long)arguments[0]!, (string)arguments[1]!, (long)arguments[3]!);
                break;
            case "JS.Error":
                throw new InvalidOperationException($"The circuit broke: {arguments[0]}");
        }
    }

    private void Draw(long batch, byte[] bytes)
    {
        Interlocked.Increment(ref _batches);
        if (_waiting is { } waiting && bytes.AsSpan().IndexOf(waiting.Text) >= 0)
        {
            _waiting = null;
            waiting.Arrived.TrySetResult(Stopwatch.GetTimestamp());
        }

        _out.Writer.TryWrite(BlazorPack.Invocation(null, "OnRenderCompleted", batch, null));
    }

    // The layout asks the browser for its zone; whatever else is called answers nothing.
    private void Answer(long call, string name, long resultType)
    {
        const long reference = 1;
        if (call == 0)
            return;
        var result = name == "adminShell.environment" ? """{"timeZone":"UTC","narrow":false,"rail":false,"mac":false}""" : resultType == reference ? """{"__jsObjectId":1}""" : "null";
        _out.Writer.TryWrite(BlazorPack.Invocation(null, "EndInvokeJSFromDotNet", call, true, string.Create(CultureInfo.InvariantCulture, $"[{call},true,{result}]")));
    }

    private sealed record Waiting(byte[] Text, TaskCompletionSource<long> Arrived);

    [GeneratedRegex("<!--Blazor:(?<json>\\{.*?\\})-->", RegexOptions.ExplicitCapture)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^-]*)-->", RegexOptions.ExplicitCapture)]
    private static partial Regex State();
}
