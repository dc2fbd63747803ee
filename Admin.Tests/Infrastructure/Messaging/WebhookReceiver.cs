using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Admin.Domain.Messaging;
using Microsoft.AspNetCore.Http;

namespace Admin.Tests.Infrastructure.Messaging;

/// <summary>Takes webhooks as the app does: checks the signature over the raw bytes, parses, answers.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const string Secret = "app-secret";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<MessageStatus> _statuses = Channel.CreateUnbounded<MessageStatus>();
    private LoopbackServer _server = null!;
    private int _refusals;

    public Uri Url => new(_server.Address, "webhooks/whatsapp");

    /// <summary>How many statuses each accepted POST held.</summary>
    public ConcurrentQueue<int> Posts { get; } = new();

    public int Unsigned { get; private set; }

    /// <summary>Changes of all accepted POSTs, each with its field and value.</summary>
    public Channel<JsonElement> Changes { get; } = Channel.CreateUnbounded<JsonElement>();

    /// <summary>The token that the handshake is answered for.</summary>
    public string VerifyToken { get; init; } = "verify-token";

    /// <summary>Refuses everything until told otherwise.</summary>
    public bool IsAway { get; set; }

    public static async Task<WebhookReceiver> StartAsync(int refusals = 0)
    {
        var receiver = new WebhookReceiver { _refusals = refusals };
        receiver._server = await LoopbackServer.StartAsync(receiver.TakeAsync);
        return receiver;
    }

    public async Task<List<MessageStatus>> TakeAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var taken = new List<MessageStatus>();
        while (taken.Count < count)
            taken.Add(await _statuses.Reader.ReadAsync(patience.Token));
        return taken;
    }

    /// <summary>The next change of this field; others are passed over.</summary>
    public async Task<JsonElement> ChangeAsync(string field)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var change = await Changes.Reader.ReadAsync(patience.Token);
            if (change.Text("field") == field)
                return change.GetProperty("value");
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        if (http.Request.Method == HttpMethods.Get)
        {
            http.Response.StatusCode = http.Request.Query["hub.verify_token"] == VerifyToken ? 200 : 403;
            await http.Response.WriteAsync(http.Request.Query["hub.challenge"].ToString());
            return;
        }

        if (IsAway || Interlocked.Decrement(ref _refusals) >= 0)
        {
            http.Response.StatusCode = 503;
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (!WebhookSignature.Verify(body.ToArray(), http.Request.Headers[WebhookSignature.Header], Secret))
        {
            Unsigned++;
            return;
        }

        using (var document = JsonDocument.Parse(body.ToArray()))
        {
            foreach (var change in document.RootElement.Items("entry").SelectMany(e => e.Items("changes")))
                Changes.Writer.TryWrite(change.Clone());
        }

        var content = WebhookParser.Parse(body.ToArray());
        Posts.Enqueue(content.Statuses.Count);
        foreach (var status in content.Statuses)
            _statuses.Writer.TryWrite(status);
    }
}
