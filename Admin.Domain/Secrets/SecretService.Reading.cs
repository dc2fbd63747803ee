using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    /// <summary>
    /// The value, for a person with a reason (<see cref="Actor.Reason"/>) who just proved who they are, or for a service token that
    /// names this secret or its chatbot. The audit entry stands before the value leaves.
    /// </summary>
    /// <param name="which">The current value, or the one before it while its grace lasts.</param>
    public async Task<Result<RevealedSecret>> RevealAsync(Actor actor, SecretId id, SecretWanted which, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Reveal, ct);
        if (allowed.Failed)
            return allowed.Error;
        return actor.Kind switch
        {
            ActorKind.Person => await RevealToPersonAsync(actor, allowed.Value, id, which, ct),
            ActorKind.ServiceToken => await RevealToServiceAsync(actor, allowed.Value, id, which, ct),
            ActorKind.System => throw new InvalidOperationException("Inside the process a value is read with ReadForUseAsync."),
        };
    }

    /// <summary>
    /// The current value for work inside the process: the engine, a data source, a number. Nothing of it is shown to anybody;
    /// the read is counted, not audited.
    /// </summary>
    /// <param name="purpose">What it is read for, such as <c>send</c>; for traces.</param>
    public async Task<Result<SecretValue>> ReadForUseAsync(OrganizationId organization, SecretId id, string purpose, CancellationToken ct)
    {
        var actor = Actor.System(organization, purpose);
        if (await hot.FindAsync(organization, id, ct) is not (var secret, { } version))
            return SecretErrors.NotFound;
        var value = await OpenAsync(actor, organization, version, ct);
        if (!value.Failed)
            usage.Count(organization, secret.Id, SecretReader.Of(actor));
        return value;
    }

    private async Task<Result<RevealedSecret>> RevealToPersonAsync(Actor actor, OrganizationId organization, SecretId id, SecretWanted which, CancellationToken ct)
    {
        if (await PersonalRefusalAsync(actor, ct) is { } refusal)
            return refusal;
        // After the checks that a person repairs and repeats: only a reveal takes from the budget of reveals.
        if (await limiter.RequireAsync(actor, RatePolicyNames.SecretReveal, ct) is { Failed: true } limited)
            return limited.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var found = await finder.FindAsync(db, id, which, Now, ct);
        if (found is not var (secret, current))
            return SecretErrors.NotFound;
        if (secret.Visibility == SecretVisibility.Restricted)
            return SecretErrors.Restricted;
        if (current is not { } version)
            return SecretErrors.NoPrevious;
        var value = await OpenAsync(actor, organization, version, ct);
        if (value.Failed)
            return value.Error;

        await using var write = await db.BeginWriteAsync(ct);
        await usageStore.AddAsync(db, organization, [new SecretUse(id, SecretReader.Of(actor), 1, Now)], ct);
        await audit.AppendAsync(db, actor, SecretActs.Revealed(id, version.Number, actor.Reason!.Trim()), ct);
        var many = await reveals.LookAsync(db, organization, actor.Person!.Value, added: 1, ct);
        await write.CommitAsync(ct);
        if (many)
            await reveals.AnnounceAsync(organization);
        return new RevealedSecret(SecretView.Of(secret) with { UsageCount = secret.UsageCount + 1, LastUsedAt = Now }, value.Value);
    }

    private async Task<Result<RevealedSecret>> RevealToServiceAsync(Actor actor, OrganizationId organization, SecretId id, SecretWanted which, CancellationToken ct)
    {
        var found = await FindForServiceAsync(organization, id, which, ct);
        // A secret that the token does not name does not exist for it.
        if (found is not var (secret, wanted) || !await IsNamedAsync(actor, secret, ct))
            return SecretErrors.NotFound;
        if (wanted is not { } version)
            return SecretErrors.NoPrevious;
        var value = await OpenAsync(actor, organization, version, ct);
        if (value.Failed)
            return value.Error;

        await usage.TokenReads.RecordAsync(actor, organization, id, Now, async () =>
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            await using var write = await db.BeginWriteAsync(ct);
            await audit.AppendAsync(db, actor, SecretActs.Read(id, version.Number), ct);
            await write.CommitAsync(ct);
        });
        usage.Count(organization, id, SecretReader.Of(actor));
        return new RevealedSecret(SecretView.Of(secret), value.Value);
    }

    private async Task<FoundSecret?> FindForServiceAsync(OrganizationId organization, SecretId id, SecretWanted which, CancellationToken ct)
    {
        if (which == SecretWanted.Current)
            return await hot.FindAsync(organization, id, ct);
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return await finder.FindAsync(db, id, which, Now, ct);
    }

    private async Task<bool> IsNamedAsync(Actor actor, Secret secret, CancellationToken ct)
    {
        var readable = (await access.GrantAsync(actor, ct)).Readable;
        return readable.Contains(secret.Id.Value) || (secret.ChatbotId is { } chatbot && readable.Contains(chatbot.Value));
    }

    /// <summary>Decrypts; a value that cannot be read leaves an entry, because somebody may have changed rows by hand.</summary>
    private async Task<Result<SecretValue>> OpenAsync(Actor actor, OrganizationId organization, SecretVersion version, CancellationToken ct)
    {
        var value = await ciphers.OpenAsync(version, ct);
        if (!value.Failed)
            return value;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        await audit.AppendAsync(db, actor, SecretActs.ReadFailed(version.SecretId, version.Number, value.Error.Code), ct);
        await write.CommitAsync(ct);
        return value.Error;
    }
}
