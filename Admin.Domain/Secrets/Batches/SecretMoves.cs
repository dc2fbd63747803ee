using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets.Exporting;

namespace Admin.Domain.Secrets.Batches;

/// <summary>
/// Moves ticked secrets to another provider, one after the other, each by itself: a provider that is away, or a value that cannot
/// be read, keeps none of the others from moving.
/// </summary>
public sealed class SecretMoves(Access access, SecretCiphers ciphers, SecretService secrets)
{
    public async Task<Result<SecretBatchResult>> MoveAsync(Actor actor, IReadOnlyList<SecretId> ids, string provider, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        if (SecretService.Refusal(allowed, Fault(ids.Count) ?? ciphers.Choose(provider).Error) is { } refusal)
            return refusal;
        List<SecretId> done = [];
        List<SecretRefused> refused = [];
        foreach (var id in ids.Distinct())
        {
            var moved = await MoveAsync(actor, id, provider, ct);
            if (moved.Failed)
                refused.Add(new SecretRefused(id, moved.Error));
            else
                done.Add(id);
        }

        return done.Count == 0 && refused.TrueForAll(r => r.Why == SecretErrors.NotFound) ? SecretErrors.NotFound : new SecretBatchResult(done, refused);
    }

    private async Task<Result<SecretView>> MoveAsync(Actor actor, SecretId id, string provider, CancellationToken ct)
    {
        var seen = await secrets.GetAsync(actor, id, ct);
        return seen.Failed || seen.Value.Provider == provider ? seen : await secrets.UpdateAsync(actor, id, new SecretChange { Provider = provider }, seen.Value.Stamp, ct);
    }

    private static Error? Fault(int count)
    {
        if (count == 0)
            return SecretExportErrors.IdsRequired;
        return count > SecretSelection.MaxIds ? SecretExportErrors.TooManyIds : null;
    }
}
