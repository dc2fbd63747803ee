using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>
/// Moves an organization's stored values between providers, and under a new key of the same one, as a run in the background.
/// Values stay readable all the time: each version is under one key or the other. One run at a time.
/// </summary>
public sealed class ReEncryptionService(IAdminDb adminDb, Access access, AuditLog audit, SecretCiphers ciphers, IReEncryptionStore store, ReEncryptionAlarm alarm, ILiveChannel channel, TimeProvider time)
{
    private const string Cancelled = "re_encryption_cancelled";

    /// <summary>Providers that values can be moved to, by name.</summary>
    public IReadOnlyList<string> Providers => ciphers.Providers;

    /// <summary>Where new secrets go unless somebody chooses.</summary>
    public string DefaultProvider => ciphers.Default;

    /// <summary>Starts a run; all of the organization's values need a fresh confirmation.</summary>
    public async Task<Result<ReEncryptionView>> StartAsync(Actor actor, ReEncryptionRequest request, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Rotate, ct);
        var fault = Fault(request);
        if (allowed.Failed)
            return allowed.Error.Kind == ErrorKind.Forbidden ? fault ?? allowed.Error : allowed.Error;
        if (fault is not null)
            return fault;
        if (request.IsOfAll && await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed)
            return unconfirmed.Error;

        var secrets = request.Secrets?.Distinct().ToList() ?? [];
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (secrets.Count > 0 && await db.Set<Secret>().CountAsync(s => s.DeletedKey == Guid.Empty && EF.Parameter(secrets).Contains(s.Id), ct) != secrets.Count)
            return SecretErrors.NotFound;
        var health = await ciphers.CheckAsync(request.Provider!, ct);
        if (health.KeyId is not { } key)
            return health.Fault ?? SecretErrors.ProviderAway(request.Provider!);
        return await StartAsync(db, actor, allowed.Value, new ReEncryptionScope(request.Provider!, key, request.FromProvider, secrets), null, ct);
    }

    /// <summary>Runs, newest first.</summary>
    public async Task<Result<Page<ReEncryptionView>>> ListAsync(Actor actor, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var total = await db.Set<ReEncryption>().CountAsync(ct);
        var rows = await ReEncryptionReader.Newest(db).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var names = await PeopleNames.OfAsync(db, rows.Select(r => r.StartedBy), ct);
        return new Page<ReEncryptionView>(rows.ConvertAll(r => ReEncryptionView.Of(r, names.GetValueOrDefault(r.StartedBy))), total, page.Number, page.Size);
    }

    public async Task<Result<ReEncryptionView>> GetAsync(Actor actor, ReEncryptionId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await FindAsync(db, id, ct) is { } run ? await ViewAsync(db, run, ct) : ReEncryptionErrors.NotFound;
    }

    /// <summary>What a run could not read, by the secrets' names.</summary>
    public async Task<Result<Page<ReEncryptionFailureView>>> FailuresAsync(Actor actor, ReEncryptionId id, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await FindAsync(db, id, ct) is null)
            return ReEncryptionErrors.NotFound;
        var all = db.Set<ReEncryptionFailure>().Where(f => f.ReEncryptionId == id);
        var total = await all.CountAsync(ct);
        var rows = await all
            .OrderBy(f => f.SecretId).ThenBy(f => f.Number)
            .Skip(page.Skip).Take(page.Size)
            .Select(f => new ReEncryptionFailureView(f.SecretId, db.Set<Secret>().Where(s => s.Id == f.SecretId).Select(s => s.Name).FirstOrDefault(), f.Number, f.Code))
            .ToListAsync(ct);
        return new Page<ReEncryptionFailureView>(rows, total, page.Number, page.Size);
    }

    /// <summary>Ends a run where it stands. Every version is readable under the key that it is under by then.</summary>
    public async Task<Result<ReEncryptionView>> CancelAsync(Actor actor, ReEncryptionId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Rotate, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (!await db.Set<ReEncryption>().AnyAsync(r => r.Id == id, ct))
            return ReEncryptionErrors.NotFound;
        if (!await store.TryStopAsync(db, allowed.Value, id, Cancelled, time.GetUtcNow().UtcDateTime, ct))
            return ReEncryptionErrors.Ended;
        // Read after the update, which waited for a batch that was being written: these counts are the last ones.
        var run = (await FindAsync(db, id, ct))!;
        await audit.AppendAsync(db, actor, ReEncryptionActs.Stopped(run, Cancelled), ct);
        await write.CommitAsync(ct);
        channel.Publish(new LiveNote(ReEncryptionTopics.All, allowed.Value));
        return await ViewAsync(db, run, ct);
    }

    /// <summary>Makes the run's row, for whoever was let in already. A started run is taken up at once.</summary>
    internal async Task<Result<ReEncryptionView>> StartAsync(AdminDbContext db, Actor actor, OrganizationId organization, ReEncryptionScope scope, Guid? platformRun, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.HoldAsync($"re-encryption:{organization}", ct);
        var standing = await db.Set<ReEncryption>()
            .Where(r => r.OrganizationId == organization && (r.State == ReEncryptionState.Waiting || r.State == ReEncryptionState.Running))
            .Select(r => (ReEncryptionId?)r.Id)
            .FirstOrDefaultAsync(ct);
        if (standing is { } other)
            return ReEncryptionErrors.UnderWay(other.ToString());
        var left = await scope.Left(db).CountAsync(v => v.OrganizationId == organization, ct);
        if (left == 0)
            return ReEncryptionErrors.NothingToDo;
        var run = ReEncryption.Create(organization, scope, left, actor, time.GetUtcNow().UtcDateTime, platformRun);
        db.Add(run);
        await audit.AppendAsync(db, organization, actor, ReEncryptionActs.Started(run), ct);
        await write.CommitAsync(ct);
        channel.Publish(new LiveNote(ReEncryptionTopics.All, organization));
        alarm.Ring();
        return await ViewAsync(db, run, ct);
    }

    private Error? Fault(ReEncryptionRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Provider))
            return ReEncryptionErrors.ProviderRequired;
        if (ciphers.Choose(request.Provider) is { Failed: true } unknown)
            return unknown.Error;
        if (request.FromProvider is { } from && !SecretProviders.All.Contains(from, StringComparer.Ordinal))
            return SecretErrors.ProviderUnknown(from, SecretProviders.All) with { Field = "from_provider" };
        return request.Secrets?.Count switch
        {
            0 => ReEncryptionErrors.NoSecrets,
            > ReEncryption.SecretsMax => ReEncryptionErrors.TooManySecrets,
            _ => null,
        };
    }

    private static Task<ReEncryption?> FindAsync(AdminDbContext db, ReEncryptionId id, CancellationToken ct) =>
        db.Set<ReEncryption>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);

    private static async Task<ReEncryptionView> ViewAsync(AdminDbContext db, ReEncryption run, CancellationToken ct)
    {
        var names = await PeopleNames.OfAsync(db, [run.StartedBy], ct);
        return ReEncryptionView.Of(run, names.GetValueOrDefault(run.StartedBy));
    }
}
