using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Accounts;

/// <summary>
/// The one authorisation call at the top of every service method. Grants are read anew through a short cache:
/// 10 s for people, 1 s for service tokens; <see cref="Forget(PersonId)"/> clears it when a role or session changes.
/// </summary>
public sealed class Access(AccessReader reader, IAdminDb adminDb, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan PersonCache = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TokenCache = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _grants = new(new MemoryCacheOptions { SizeLimit = 10_000 });
    private readonly MemoryCache _epochs = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The organization to scope by, when the actor may do <paramref name="permission"/> there.</summary>
    public async Task<Result<OrganizationId>> RequireAsync(Actor actor, string permission, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.System)
            return actor.Organization is { } own ? own : throw new InvalidOperationException("A system actor names its organization.");

        var grant = await GrantAsync(actor, ct);
        if (grant.Refusal is { } refusal)
            return refusal;
        if (grant.Organization is not { } organization)
            return AccessErrors.OrganizationRequired;
        return grant.Allows(permission) ? organization : AccessErrors.Forbidden(permission);
    }

    /// <summary>For what super admins do outside any organization.</summary>
    public async Task<Result> RequirePlatformAsync(Actor actor, string permission, CancellationToken ct)
    {
        var grant = await GrantAsync(actor with { Organization = null }, ct);
        if (grant.Refusal is { } refusal)
            return refusal;
        return grant.Allows(permission) ? Result.Ok : AccessErrors.Forbidden(permission);
    }

    /// <summary>Whether the actor proved who they are within the last five minutes (step-up). Only people can.</summary>
    public async Task<Result> RequireConfirmationAsync(Actor actor, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Person, Session: { } id })
            return AccessErrors.ReauthenticationRequired;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var session = await db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
        return session?.IsConfirmed(time.GetUtcNow().UtcDateTime) == true ? Result.Ok : AccessErrors.ReauthenticationRequired;
    }

    /// <summary>What the actor may do; for pages, which hide what would be refused.</summary>
    public async Task<AccessGrant> GrantAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.System)
            return await reader.ReadAsync(actor, ct);

        var key = (Epoch(actor), actor.Person, actor.Session, actor.Token, actor.Organization);
        if (_grants.TryGetValue(key, out AccessGrant? known))
            return known!;
        var grant = await reader.ReadAsync(actor, ct);
        return _grants.Set(key, grant, new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = actor.Kind == ActorKind.Person ? PersonCache : TokenCache,
        });
    }

    /// <summary>Whether phones and names are masked for this actor.</summary>
    public async Task<bool> IsMaskedAsync(Actor actor, CancellationToken ct) =>
        actor.Kind != ActorKind.System && !(await GrantAsync(actor, ct)).Allows(Permissions.Contacts.ReadPersonal);

    /// <summary>Forgets what is cached of one person: their role, sessions or state changed.</summary>
    public void Forget(PersonId person) => NextEpoch(person);

    /// <summary>Forgets what is cached of one service token.</summary>
    public void Forget(ServiceTokenId token) => NextEpoch(token);

    /// <summary>Forgets everything: an organization was suspended or changed its rules.</summary>
    public void ForgetAll()
    {
        _grants.Clear();
        _epochs.Clear();
    }

    public void Dispose()
    {
        _grants.Dispose();
        _epochs.Dispose();
    }

    // A grant's key holds the epoch of its owner, so that a read which began before Forget cannot put an old grant back.
    private Guid Epoch(Actor actor)
    {
        object owner = actor.Kind == ActorKind.Person ? actor.Person!.Value : actor.Token!.Value;
        return _epochs.TryGetValue(owner, out Guid epoch) ? epoch : Guid.Empty;
    }

    private void NextEpoch(object owner) =>
        _epochs.Set(owner, Guid.CreateVersion7(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) });
}
