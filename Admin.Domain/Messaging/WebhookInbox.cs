using System.Security.Cryptography;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>
/// Stores verified bodies before they are acknowledged. Those that arrive while one commit is under way share the next one.
/// </summary>
public sealed class WebhookInbox(IAdminDb adminDb, TimeProvider time)
{
    private const int StoredAtOnce = 500;

    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    private readonly Lock _lock = new();
    private List<Waiting> _waiting = [];
    private bool _storing;

    /// <summary>Raised after something was stored.</summary>
    public event EventHandler? Stored;

    /// <summary>Completes when the body is on disk. A body that was stored before is not stored again.</summary>
    public Task StoreAsync(byte[] body)
    {
        var waiting = new Waiting(Convert.ToHexStringLower(SHA256.HashData(body)), body);
        lock (_lock)
        {
            _waiting.Add(waiting);
            if (!_storing)
            {
                _storing = true;
                _ = Task.Run(StoreAllAsync);
            }
        }

        return waiting.Done.Task;
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
            var batch = _waiting.Take(StoredAtOnce).ToList();
            _waiting = [.. _waiting.Skip(StoredAtOnce)];
            _storing = batch.Count > 0;
            return batch;
        }
    }

    private async Task StoreAsync(List<Waiting> batch)
    {
        await using var db = await adminDb.OpenAsync(Scope, CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var hashes = batch.ConvertAll(w => w.Hash);
        var known = (await db.Set<WebhookEvent>().Where(e => hashes.Contains(e.Hash)).Select(e => e.Hash).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var now = time.GetUtcNow().UtcDateTime;
        db.AddRange(batch.Where(w => known.Add(w.Hash)).Select(w => WebhookEvent.Create(w.Hash, w.Body, now)));
        await write.CommitAsync(CancellationToken.None);
    }

    private sealed record Waiting(string Hash, byte[] Body)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
