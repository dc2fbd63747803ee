using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.ReEncrypting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.Providers;

/// <summary>The platform's master keys: which there are, what needs them, and putting everything under the current one.</summary>
public sealed class EncryptionKeys(IAdminDb adminDb, Access access, AuditLog audit, SecretCiphers ciphers, ProviderHealth health, IProtectionKeys protection, ReEncryptionService runs, ILiveChannel channel, TimeProvider time)
{
    private static readonly TenantScope Scope = TenantScope.All("super admins see how many values are under which key, of nobody in particular");

    /// <summary>Every provider that is set up or needed, with its keys.</summary>
    public async Task<Result<IReadOnlyList<ProviderKeysView>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Keys, ct) is { Failed: true } refused)
            return refused.Error!;

        var states = await health.StatesAsync(ct);
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var counted = await db.Set<SecretVersion>()
            .Where(v => v.State != SecretVersionState.Destroyed)
            .GroupBy(v => new { v.Provider, v.KeyId })
            .Select(g => new { g.Key.Provider, g.Key.KeyId, Count = g.Count() })
            .ToListAsync(ct);
        var own = await protection.CountAsync(ct);
        List<ProviderKeysView> views = [];
        foreach (var state in states)
        {
            var versions = counted.Where(c => c.Provider == state.Provider).ToDictionary(c => c.KeyId, c => c.Count, StringComparer.Ordinal);
            var ownOfThis = state.Provider == SecretProviders.Fernet ? own : new Dictionary<string, int>(StringComparer.Ordinal);
            views.Add(await ViewAsync(db, state, versions, ownOfThis, ct));
        }

        return views;
    }

    /// <summary>What was last started for all organizations, by provider: cheap enough to be read while it goes.</summary>
    public async Task<Result<IReadOnlyDictionary<string, PlatformRunView>>> RunsAsync(Actor actor, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Keys, ct) is { Failed: true } refused)
            return refused.Error!;

        await using var db = await adminDb.OpenAsync(Scope, ct);
        Dictionary<string, PlatformRunView> found = new(StringComparer.Ordinal);
        foreach (var provider in SecretProviders.All)
        {
            if (await RunAsync(db, provider, ct) is { } run)
                found.Add(provider, run);
        }

        return found;
    }

    /// <summary>Calls back whenever a run of any organization moved. Dispose the answer to stop.</summary>
    public async Task<Result<PlatformRunWatch>> WatchAsync(Actor actor, Func<Task> changed, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Keys, ct) is { Failed: true } refused)
            return refused.Error!;
        return new PlatformRunWatch(channel, changed);
    }

    /// <summary>
    /// Starts a run in every organization that has values under another key of this provider, and puts the application's own keys
    /// under the current one at once. Needs step-up and a reason.
    /// </summary>
    public async Task<Result<PlatformRunStarted>> ReEncryptAsync(Actor actor, string provider, string? reason, CancellationToken ct)
    {
        if (!Reasons.TryRead(reason, out var why))
            return OrganizationErrors.ReasonInvalid;
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Keys, ct) is { Failed: true } refused)
            return refused.Error!;
        if (ciphers.Choose(provider) is { Failed: true } unknown)
            return unknown.Error!;
        if (await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed)
            return unconfirmed.Error!;
        var found = await ciphers.CheckAsync(provider, ct);
        if (found.KeyId is not { } key)
            return found.Fault ?? SecretErrors.ProviderAway(provider);

        var scope = new ReEncryptionScope(provider, key, provider, []);
        var (organizations, own) = await NeedAsync(scope, ct);
        if (organizations.Count == 0 && own == 0)
            return ReEncryptionErrors.NothingToDo;
        await RecordAsync(actor, provider, key, organizations.Count, own, why, ct);
        var moved = own > 0 ? await protection.ReEncryptAsync(ct) : 0;
        var (started, busy) = await StartAsync(actor with { Reason = why }, organizations, scope, ct);
        return new PlatformRunStarted(started, busy, moved);
    }

    private async Task<(List<OrganizationId> Organizations, int Own)> NeedAsync(ReEncryptionScope scope, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var organizations = await scope.Left(db).Select(v => v.OrganizationId).Distinct().ToListAsync(ct);
        var own = scope.Provider == SecretProviders.Fernet ? await protection.CountAsync(ct) : new Dictionary<string, int>(StringComparer.Ordinal);
        return (organizations, own.Where(o => o.Key.Length > 0 && o.Key != scope.KeyId).Sum(o => o.Value));
    }

    // Before anything moves: an act whose entry cannot be written does not happen.
    private async Task RecordAsync(Actor actor, string provider, string key, int organizations, int own, string reason, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        await using var write = await db.BeginWriteAsync(ct);
        await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct("encryption_key.re_encryption_started", "encryption_key", key, Reason: reason, Details: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["provider"] = provider,
            ["organizations"] = organizations.ToString(CultureInfo.InvariantCulture),
            ["protection_keys"] = own.ToString(CultureInfo.InvariantCulture),
        }), ct);
        await write.CommitAsync(ct);
    }

    private async Task<(int Started, int Busy)> StartAsync(Actor actor, List<OrganizationId> organizations, ReEncryptionScope scope, CancellationToken ct)
    {
        var (started, busy, together) = (0, 0, Guid.CreateVersion7());
        foreach (var organization in organizations)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            var run = await runs.StartAsync(db, actor, organization, scope, together, ct);
            started += run.Failed ? 0 : 1;
            busy += run.Error?.Code == ReEncryptionErrors.UnderWay("").Code ? 1 : 0;
        }

        return (started, busy);
    }

    private async Task<ProviderKeysView> ViewAsync(AdminDbContext db, ProviderState state, Dictionary<string, int> versions, IReadOnlyDictionary<string, int> own, CancellationToken ct)
    {
        var cipher = ciphers.All.Single(c => c.Provider == state.Provider);
        var ids = new[] { state.KeyId ?? "" }.Concat(cipher.KeyIds).Concat(versions.Keys.Order(StringComparer.Ordinal)).Concat(own.Keys).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal);
        List<EncryptionKeyView> keys = [];
        foreach (var id in ids)
        {
            var fault = id == state.KeyId ? null : await FaultAsync(cipher, id, ct);
            keys.Add(new EncryptionKeyView(id, id == state.KeyId, versions.GetValueOrDefault(id), own.GetValueOrDefault(id), fault));
        }

        return new ProviderKeysView(state.Provider, cipher.KeyIds.Count == 0, state.Fault, keys, own.GetValueOrDefault(""), await RunAsync(db, state.Provider, ct));
    }

    private async Task<Error?> FaultAsync(ISecretCipher cipher, string key, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(ProviderHealth.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await cipher.KeyFaultAsync(key, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SecretProviderErrors.Unreachable(cipher.Provider);
        }
    }

    private static async Task<PlatformRunView?> RunAsync(AdminDbContext db, string provider, CancellationToken ct)
    {
        var last = await db.Set<ReEncryption>().Where(r => r.Provider == provider && r.PlatformRunId != null).OrderByDescending(r => r.StartedAt).Select(r => r.PlatformRunId).FirstOrDefaultAsync(ct);
        if (last is not { } id)
            return null;
        var all = await db.Set<ReEncryption>().AsNoTracking().Where(r => r.PlatformRunId == id).ToListAsync(ct);
        var underWay = all.Count(r => r.State is ReEncryptionState.Waiting or ReEncryptionState.Running);
        return new PlatformRunView(
            id,
            all.Count,
            underWay,
            all.Count(r => r.State == ReEncryptionState.Waiting && r.Reason != null),
            all.Count(r => r.State == ReEncryptionState.Stopped),
            all.Sum(r => r.Total),
            all.Sum(r => r.Done),
            all.Sum(r => r.Failed),
            all.Min(r => r.StartedAt),
            underWay == 0 ? all.Max(r => r.FinishedAt) : null);
    }
}
