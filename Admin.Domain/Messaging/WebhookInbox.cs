using System.Security.Cryptography;
using Admin.Domain.Messaging.Forwarding;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>
/// Stores verified bodies before they are acknowledged. Those that arrive while one commit is under way share the next one.
/// </summary>
public sealed class WebhookInbox(IAdminDb adminDb, IForwardReceiver receiver, TimeProvider time)
{
    private const int StoredAtOnce = 200;
    private const int IdBytes = 16;

    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _storing;

    /// <summary>Raised after something was stored.</summary>
    public event EventHandler? Stored;

    /// <summary>Completes when the body is on disk. A body that was stored before is not stored again.</summary>
    public Task StoreAsync(SignedWebhook webhook)
    {
        var waiting = new Waiting(webhook, HashOf(webhook), WebhookNumbers.Of(webhook.Body));
        lock (_lock)
        {
            _waiting.Enqueue(waiting);
            if (!_storing)
            {
                _storing = true;
                _ = Task.Run(StoreAllAsync);
            }
        }

        return waiting.Done.Task;
    }

    // With the app, so that who signs with another secret cannot have a body taken for a repeated one.
    private static string HashOf(SignedWebhook webhook)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (webhook.App != WhatsAppAppId.Platform)
        {
            Span<byte> app = stackalloc byte[IdBytes];
            webhook.App.Value.TryWriteBytes(app);
            hash.AppendData(app);
        }

        hash.AppendData(webhook.Body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task StoreAllAsync()
    {
        while (Next() is { Count: > 0 } batch)
        {
            try
            {
                await StoreAsync(batch);
                batch.ForEach(w => w.Done.TrySetResult());
                Stored?.Invoke(this, EventArgs.Empty);
            }
            catch (Exception e)
            {
                // Each sender is told, and sends again.
                batch.ForEach(w => w.Done.TrySetException(e));
            }
        }
    }

    private List<Waiting> Next()
    {
        lock (_lock)
        {
            var batch = new List<Waiting>(Math.Min(_waiting.Count, StoredAtOnce));
            while (batch.Count < StoredAtOnce && _waiting.TryDequeue(out var waiting))
                batch.Add(waiting);
            _storing = batch.Count > 0;
            return batch;
        }
    }

    private async Task StoreAsync(List<Waiting> batch)
    {
        await using var db = await adminDb.OpenAsync(Scope, CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var hashes = batch.ConvertAll(w => w.Hash);
        var known = (await db.Set<WebhookEvent>().Where(e => EF.Parameter(hashes).Contains(e.Hash)).Select(e => e.Hash).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var now = time.GetUtcNow().UtcDateTime;
        db.AddRange(batch.Where(w => known.Add(w.Hash)).Select(w => WebhookEvent.Create(w.Webhook, w.Hash, w.Numbers, receiver.IsOn, now)));
        await write.CommitAsync(CancellationToken.None);
    }

    private sealed record Waiting(SignedWebhook Webhook, string Hash, string Numbers)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
