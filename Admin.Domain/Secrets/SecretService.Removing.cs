using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    /// <summary>Takes the secret out of use; it can be restored for <see cref="SecretsOptions.RestoreDays"/> days. Refused while something uses it.</summary>
    public async Task<Result> DeleteAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Delete, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var secret = await db.Set<Secret>().FirstOrDefaultAsync(s => s.Id == id && s.DeletedKey == Guid.Empty, ct);
        if (secret is null)
            return SecretErrors.NotFound;
        if (await FindUsersAsync(db, allowed.Value, id, ct) is { Count: > 0 } inUse)
            return SecretErrors.InUse(inUse);
        secret.Delete(Now);
        await audit.AppendAsync(db, actor, SecretActs.Deleted(id), ct);
        return await TryCommitChangeAsync(db, allowed.Value, write, ct) ? Result.Ok : SecretErrors.Changed;
    }

    /// <summary>Undoes a deletion.</summary>
    public async Task<Result<SecretView>> RestoreAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Delete, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var secret = await db.Set<Secret>().FirstOrDefaultAsync(s => s.Id == id, ct);
        if (secret is null)
            return SecretErrors.NotFound;
        // A purge that was cut off after its first step: there is nothing left to restore.
        if (!await db.Set<SecretVersion>().AnyAsync(v => v.SecretId == id && v.Number == secret.CurrentVersion && v.State != SecretVersionState.Destroyed, ct))
            return SecretErrors.NotFound;
        if (secret.Restore(Now, options.Value.RestoreDays) is { Failed: true } refused)
            return refused.Error;
        if (await PlaceFaultAsync(db, secret, ct) is { } fault)
            return fault;
        await audit.AppendAsync(db, actor, SecretActs.Restored(id), ct);
        return await TryCommitChangeAsync(db, allowed.Value, write, ct) ? SecretView.Of(secret) : SecretErrors.Changed;
    }

    /// <summary>
    /// The second step after deleting: first the values are written over and the act is on record, then the rows go. Cut off in
    /// between, nothing can be read any more, and the nightly purge ends it. Needs a reason and a fresh confirmation.
    /// </summary>
    public async Task<Result> PurgeAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Purge, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (await PersonalRefusalAsync(actor, ct) is { } refusal)
            return refusal;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var destroyed = await DestroyAsync(db, actor, allowed.Value, id, ct);
        if (!destroyed.Failed)
            await SecretPurges.RemoveAsync(db, id, ct);
        return destroyed;
    }

    /// <summary>Destroys the value of an earlier version for good; what is known of it stays. Needs a reason and a fresh confirmation.</summary>
    public async Task<Result> DestroyVersionAsync(Actor actor, SecretId id, int number, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Purge, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (await PersonalRefusalAsync(actor, ct) is { } refusal)
            return refusal;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var secret = await db.Set<Secret>().FirstOrDefaultAsync(s => s.Id == id && s.DeletedKey == Guid.Empty, ct);
        if (secret is null)
            return SecretErrors.NotFound;
        if (await db.Set<SecretVersion>().FirstOrDefaultAsync(v => v.SecretId == id && v.Number == number, ct) is not { } version)
            return SecretErrors.VersionNotFound;
        if (version.Number == secret.CurrentVersion)
            return SecretErrors.VersionInUse;
        if (version.State == SecretVersionState.Destroyed)
            return SecretErrors.VersionDestroyed;
        version.Destroy();
        secret.Touch(Now);
        await audit.AppendAsync(db, actor, SecretActs.VersionDestroyed(id, number, actor.Reason!.Trim()), ct);
        return await TryCommitChangeAsync(db, allowed.Value, write, ct) ? Result.Ok : SecretErrors.Changed;
    }

    private async Task<Result> DestroyAsync(AdminDbContext db, Actor actor, OrganizationId organization, SecretId id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var secret = await db.Set<Secret>().FirstOrDefaultAsync(s => s.Id == id, ct);
        if (secret is null)
            return SecretErrors.NotFound;
        if (secret.DeletedAt is null)
            return SecretErrors.NotDeleted;
        if (await FindUsersAsync(db, organization, id, ct) is { Count: > 0 } inUse)
            return SecretErrors.InUse(inUse);
        if (!await IsFreeToGoAsync(db, secret, ct))
            return SecretErrors.InUse(await FindUsersAsync(db, organization, id, ct));
        secret = await db.Set<Secret>().SingleAsync(s => s.Id == id, ct);
        await SecretPurges.DestroyValuesAsync(db, id, ct);
        secret.Touch(Now);
        await audit.AppendAsync(db, actor, SecretActs.Purged(id, actor.Reason!.Trim()), ct);
        return await TryCommitChangeAsync(db, organization, write, ct) ? Result.Ok : SecretErrors.Changed;
    }

    /// <summary>
    /// Asks the database's own keys, which also know of what came into use a moment ago: a value must not be destroyed under
    /// something that needs it. Nothing is left of the asking.
    /// </summary>
    private static async Task<bool> IsFreeToGoAsync(AdminDbContext db, Secret secret, CancellationToken ct)
    {
        const string Asking = "asking";
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Asking, ct);
        var isFree = true;
        db.Remove(secret);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException)
        {
            isFree = false;
        }

        await transaction.RollbackToSavepointAsync(Asking, ct);
        db.ChangeTracker.Clear();
        return isFree;
    }

    private async Task<List<SecretUser>> FindUsersAsync(AdminDbContext db, OrganizationId organization, SecretId id, CancellationToken ct)
    {
        List<SecretUser> found = [];
        foreach (var feature in users)
            found.AddRange(await feature.FindAsync(db, organization, id, ct));
        return found;
    }

    /// <summary>What a person must bring to see or destroy a value: a reason, and having proved who they are a moment ago.</summary>
    internal async Task<Error?> PersonalRefusalAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Reason?.Trim().Length is not (>= 3 and <= 500))
            return AccessErrors.ReasonRequired;
        return (await access.RequireConfirmationAsync(actor, ct)).Error;
    }
}
