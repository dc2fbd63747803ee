using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    /// <summary>Changes what is given. A value makes a version; another provider re-encrypts every version in the same call.</summary>
    /// <param name="ifMatch">The stamp that the caller saw; without it the change is refused.</param>
    public async Task<Result<SecretView>> UpdateAsync(Actor actor, SecretId id, SecretChange change, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        if (Refusal(allowed, SecretRules.Check(change, Now)) is { } refusal)
            return refusal;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var seen = await FindAsync(db, id, ct);
        if (seen is null)
            return SecretErrors.NotFound;
        if (ifMatch is not { } stamp)
            return SecretErrors.PreconditionRequired;
        if (stamp != seen.Stamp)
            return SecretErrors.Changed;

        var work = await PrepareAsync(db, seen, change, actor, ct);
        return work.Failed ? work.Error : await ApplyAsync(db, actor, seen, change, work.Value, ct);
    }

    /// <summary>Encrypts ahead of the write: a provider may be far away, and a write is short.</summary>
    private async Task<Result<Work>> PrepareAsync(AdminDbContext db, Secret seen, SecretChange change, Actor actor, CancellationToken ct)
    {
        var provider = ciphers.Choose(change.Provider ?? seen.Provider);
        if (provider.Failed)
            return change.Provider is null && change.Value is null ? new Work(seen.Provider, null, NothingMoved) : provider.Error;

        SecretVersion? added = null;
        if (change.Value is { } value)
        {
            var version = await SealAsync(seen, seen.CurrentVersion + 1, provider.Value, value, actor, change.Note, ct);
            if (version.Failed)
                return version.Error;
            added = version.Value;
        }

        if (provider.Value == seen.Provider)
            return new Work(provider.Value, added, NothingMoved);
        var moved = await ReEncryptAsync(db, seen.Id, provider.Value, ct);
        return moved.Map(m => new Work(provider.Value, added, m));
    }

    private async Task<Result<Dictionary<int, SealedValue>>> ReEncryptAsync(AdminDbContext db, SecretId id, string provider, CancellationToken ct)
    {
        var moved = new Dictionary<int, SealedValue>();
        var versions = await db.Set<SecretVersion>().AsNoTracking().Where(v => v.SecretId == id && v.State != SecretVersionState.Destroyed).ToListAsync(ct);
        foreach (var version in versions)
        {
            var value = await ciphers.OpenAsync(version, ct);
            if (value.Failed)
                return value.Error;
            var sealedValue = await ciphers.SealAsync(provider, new SecretContext(version.OrganizationId, id, version.Number), value.Value, ct);
            if (sealedValue.Failed)
                return sealedValue.Error;
            moved.Add(version.Number, sealedValue.Value);
        }

        return moved;
    }

    private async Task<Result<SecretView>> ApplyAsync(AdminDbContext db, Actor actor, Secret seen, SecretChange change, Work work, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        if (await FindUnchangedAsync(db, seen, ct) is not { } secret)
            return SecretErrors.Changed;
        if (Fill(secret, change) is { Failed: true, Error: { } fault })
            return fault;
        if ((await PlaceFaultAsync(db, secret, ct) ?? await OwnerFaultAsync(db, change.OwnerId.Value, ct)) is { } misplaced)
            return misplaced;

        foreach (var version in await db.Set<SecretVersion>().Where(v => v.SecretId == secret.Id && work.Moved.Keys.Contains(v.Number)).ToListAsync(ct))
            version.Replace(work.Provider, work.Moved[version.Number]);
        if (work.Moved.Count > 0)
            secret.ReEncryptedBy(work.Provider, Now);
        if (work.Added is { } added)
            await AddVersionAsync(db, secret, added, change.GraceHours, ct);
        await audit.AppendAsync(db, actor, SecretActs.Updated(secret, Fields(change)), ct);
        return await TryCommitChangeAsync(db, secret.OrganizationId, write, ct) ? SecretView.Of(secret) : SecretErrors.Changed;
    }

    private Result Fill(Secret secret, SecretChange change)
    {
        if (change.Visibility is { } visibility && secret.Show(visibility) is { Failed: true } refused)
            return refused;
        secret.Rename(change.Name.Or(secret.Name)!, Now);
        secret.Described(change.Description.Or(secret.Description), change.Tags.Is ? SecretRules.Tidy(change.Tags.Value) : secret.Tags);
        if (change.ChatbotId.Is)
            secret.BelongTo(change.ChatbotId.Value);
        if (change.ExpiresAt.Is)
            secret.ExpireAt(change.ExpiresAt.Value);
        if (change.OwnerId.Is)
            secret.HandTo(change.OwnerId.Value);
        if (change.RotationDays.Is)
            secret.RotateEvery(change.RotationDays.Value);
        if (change.Kind is { } kind)
            secret.Become(kind);
        return Result.Ok;
    }

    private static IEnumerable<string> Fields(SecretChange change)
    {
        (string Name, bool Given)[] fields =
        [
            ("name", change.Name.Is), ("value", change.Value is not null), ("kind", change.Kind is not null),
            ("visibility", change.Visibility is not null), ("provider", change.Provider is not null), ("chatbot_id", change.ChatbotId.Is),
            ("description", change.Description.Is), ("tags", change.Tags.Is), ("expires_at", change.ExpiresAt.Is),
            ("owner_id", change.OwnerId.Is), ("rotation_days", change.RotationDays.Is),
        ];
        return fields.Where(f => f.Given).Select(f => f.Name);
    }

    private static readonly Dictionary<int, SealedValue> NothingMoved = [];

    private sealed record Work(string Provider, SecretVersion? Added, IReadOnlyDictionary<int, SealedValue> Moved);
}
