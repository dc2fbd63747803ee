using System.Collections.Concurrent;
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

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        if (Interlocked.Decrement(ref _refusals) >= 0)
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

        var content = WebhookParser.Parse(body.ToArray());
        Posts.Enqueue(content.Statuses.Count);
        foreach (var status in content.Statuses)
            _statuses.Writer.TryWrite(status);
    }
}
