using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    /// <summary>
    /// Makes an earlier version's value current again, as a new version: nothing of the history is lost, and rolling back can be
    /// rolled back. Nobody sees the value.
    /// </summary>
    /// <param name="number">The version whose value is wanted; not the current one.</param>
    /// <param name="note">Why.</param>
    /// <param name="ifMatch">The stamp that the caller saw, where it insists on it.</param>
    public async Task<Result<SecretView>> RollBackAsync(Actor actor, SecretId id, int number, string? note, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Rotate, ct);
        if (Refusal(allowed, SecretRules.Check(note)) is { } refusal)
            return refusal;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await FindAsync(db, id, ct) is not { } seen)
            return SecretErrors.NotFound;
        if (ifMatch is { } stamp && stamp != seen.Stamp)
            return SecretErrors.Changed;
        var wanted = await db.Set<SecretVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.SecretId == id && v.Number == number, ct);
        if (RollBackFault(seen, wanted) is { } fault)
            return fault;

        var value = await OpenAsync(actor, allowed.Value, wanted!, ct);
        if (value.Failed)
            return value.Error;
        var version = await SealAsync(seen, seen.CurrentVersion + 1, seen.Provider, value.Value, actor, note, ct);
        if (version.Failed)
            return version.Error;

        await using var write = await db.BeginWriteAsync(ct);
        if (await FindUnchangedAsync(db, seen, ct) is not { } secret)
            return SecretErrors.Changed;
        await AddVersionAsync(db, secret, version.Value, graceHours: null, ct);
        await audit.AppendAsync(db, actor, SecretActs.RolledBack(secret, number), ct);
        return await TryCommitChangeAsync(db, allowed.Value, write, ct) ? SecretView.Of(secret) : SecretErrors.Changed;
    }

    private static Error? RollBackFault(Secret secret, SecretVersion? wanted)
    {
        if (wanted is null)
            return SecretErrors.VersionNotFound;
        if (wanted.Number == secret.CurrentVersion)
            return SecretErrors.VersionCurrent;
        return wanted.State == SecretVersionState.Destroyed ? SecretErrors.VersionDestroyed : null;
    }
}
