using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.Exporting;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    /// <summary>
    /// Values of many secrets at once, for whoever was let in already. All are read first; then each has its entry, as any reveal
    /// has, in one write that stands before the first value leaves. What became restricted meanwhile, or cannot be read, is left out.
    /// </summary>
    internal async Task<Result<SecretValueExport>> RevealAllAsync(Actor actor, OrganizationId organization, IReadOnlyList<SecretId> ids, List<SecretLeftOut> leftOut, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        List<(Secret Secret, SecretVersion Version, SecretValue Value)> read = [];
        long bytes = 0;
        foreach (var id in ids)
        {
            if (await finder.FindAsync(db, id, SecretWanted.Current, Now, ct) is not (var secret, { } version))
                continue;
            var value = secret.Visibility == SecretVisibility.Restricted ? SecretErrors.Restricted : await OpenAsync(actor, organization, version, ct);
            if (value.Failed)
            {
                leftOut.Add(new SecretLeftOut(id, secret.Name, value.Error));
                continue;
            }

            read.Add((secret, version, value.Value));
            bytes += value.Value.GetBytes().Length;
            if (bytes > SecretExports.MaxBytes)
                return SecretExportErrors.TooLarge;
        }

        await using var write = await db.BeginWriteAsync(ct);
        await usageStore.AddAsync(db, organization, [.. read.Select(r => new SecretUse(r.Secret.Id, SecretReader.Of(actor), 1, Now))], ct);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var (secret, version, _) in read)
            await audit.AppendAsync(db, actor, SecretActs.RevealedWithOthers(secret.Id, version.Number, read.Count, actor.Reason!.Trim()), ct);
        await audit.AppendAsync(db, actor, SecretActs.Exported(read.Count, leftOut.Count, actor.Reason!.Trim()), ct);
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        var many = actor.Person is { } person && await reveals.LookAsync(db, organization, person, read.Count, ct);
        await write.CommitAsync(ct);
        if (many)
            await reveals.AnnounceAsync(organization);
        return new SecretValueExport([.. read.Select(r => new RevealedSecret(SecretView.Of(r.Secret), r.Value))], leftOut);
    }
}
