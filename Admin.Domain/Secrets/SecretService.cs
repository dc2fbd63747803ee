using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

/// <summary>
/// Keeps an organization's secrets. Lists and views never carry a value; a value leaves through <see cref="RevealAsync"/> alone,
/// and inside the process through <see cref="ReadForUseAsync"/>.
/// </summary>
public sealed partial class SecretService(
    IAdminDb adminDb,
    Access access,
    RateLimiter limiter,
    AuditLog audit,
    SecretCiphers ciphers,
    SecretFinder finder,
    HotSecrets hot,
    SecretUsage usage,
    ISecretUsageStore usageStore,
    IEnumerable<ISecretUsers> users,
    RevealWatch reveals,
    OutdatedReminders outdated,
    SecretFingerprints fingerprints,
    IOptions<SecretsOptions> options,
    TimeProvider time)
{
    private const int RotateTries = 5;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>For how many days a deletion can be undone.</summary>
    public int RestoreDays => options.Value.RestoreDays;

    /// <summary>For how many hours the previous value stays readable where nobody says otherwise.</summary>
    public int PreviousGraceHours => options.Value.PreviousGraceHours;

    /// <summary>Providers that a secret can be given, by name.</summary>
    public IReadOnlyList<string> Providers => ciphers.Providers;

    public async Task<Result<SecretView>> CreateAsync(Actor actor, SecretDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        if (Refusal(allowed, SecretRules.Check(draft, Now)) is { } refusal)
            return refusal;
        var request = Named(actor, allowed.Value, draft);
        if (request.Failed)
            return request.Error;
        var provider = ciphers.Choose(draft.Provider);
        if (provider.Failed)
            return provider.Error;

        var now = Now;
        var secret = Secret.Create(allowed.Value, draft.Name!, draft.Kind, draft.Visibility, provider.Value, draft.OwnerId ?? actor.Person, now)
            .Described(draft.Description, SecretRules.Tidy(draft.Tags));
        secret.BelongTo(draft.ChatbotId);
        secret.ExpireAt(draft.ExpiresAt);
        var version = await SealAsync(secret, 1, provider.Value, draft.Value!, actor, draft.Note, ct);
        if (version.Failed)
            return version.Error;
        secret.MoveTo(1, provider.Value, now);
        secret.RotateEvery(draft.RotationDays);

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await FindDoneAsync(db, request.Value, ct) is { } done)
            return done;
        if ((await PlaceFaultAsync(db, secret, ct) ?? await OwnerFaultAsync(db, draft.OwnerId, ct)) is { } fault)
            return fault;
        db.AddRange(secret, version.Value);
        Remember(db, secret, request.Value);
        await audit.AppendAsync(db, actor, SecretActs.Created(secret), ct);
        if (!await TryCommitAsync(write, ct))
            return SecretErrors.NameTaken;
        return SecretView.Of(secret);
    }

    /// <summary>A new value; the one until now stays readable as the previous version for a grace.</summary>
    /// <param name="ifMatch">The stamp that the caller saw, where it insists on it. Without it the new value follows whatever stands.</param>
    public async Task<Result<SecretView>> RotateAsync(Actor actor, SecretId id, SecretRotation rotation, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Rotate, ct);
        if (Refusal(allowed, SecretRules.Check(rotation)) is { } refusal)
            return refusal;
        var request = Named(actor, allowed.Value, id, rotation);
        if (request.Failed)
            return request.Error;

        for (var attempt = 1; ; attempt++)
        {
            var rotated = await TryRotateAsync(actor, allowed.Value, id, rotation, request.Value, ifMatch, ct);
            // Two admins at once: the second value follows the first one's.
            if (ifMatch is null && attempt < RotateTries && rotated.Error == SecretErrors.Changed)
                continue;
            return rotated;
        }
    }

    private async Task<Result<SecretView>> TryRotateAsync(Actor actor, OrganizationId organization, SecretId id, SecretRotation rotation, NamedRequest? request, Guid? ifMatch, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var seen = await FindAsync(db, id, ct);
        if (seen is null)
            return SecretErrors.NotFound;
        // Before If-Match: sent again, the request still names the stamp that it changed itself.
        if (await FindDoneAsync(db, request, ct) is { } done)
            return done;
        if (ifMatch is { } stamp && stamp != seen.Stamp)
            return SecretErrors.Changed;
        var provider = ciphers.Choose(seen.Provider);
        if (provider.Failed)
            return SecretErrors.ProviderAway(seen.Provider);
        var version = await SealAsync(seen, seen.CurrentVersion + 1, provider.Value, rotation.Value, actor, rotation.Note, ct);
        if (version.Failed)
            return version.Error;

        await using var write = await db.BeginWriteAsync(ct);
        if (await FindUnchangedAsync(db, seen, ct) is not { } secret)
            return SecretErrors.Changed;
        await AddVersionAsync(db, secret, version.Value, rotation.GraceHours, ct);
        Remember(db, secret, request);
        await audit.AppendAsync(db, actor, SecretActs.Rotated(secret), ct);
        return await TryCommitChangeAsync(db, organization, write, ct) ? SecretView.Of(secret) : SecretErrors.Changed;
    }

    private async Task<Result<SecretVersion>> SealAsync(Secret secret, int number, string provider, SecretInput input, Actor actor, string? note, CancellationToken ct)
    {
        var value = input.Read();
        return value.Failed ? value.Error : await SealAsync(secret, number, provider, value.Value, actor, note, ct);
    }

    private async Task<Result<SecretVersion>> SealAsync(Secret secret, int number, string provider, SecretValue value, Actor actor, string? note, CancellationToken ct)
    {
        var context = new SecretContext(secret.OrganizationId, secret.Id, number);
        var sealedValue = await ciphers.SealAsync(provider, context, value, ct);
        return sealedValue.Map(v => SecretVersion.Create(context, provider, v, value.GetEncoding(), fingerprints.Of(secret.OrganizationId, value), actor, note, Now));
    }

    /// <param name="graceHours">For how long the value until now stays readable; null: as configured.</param>
    private async Task AddVersionAsync(AdminDbContext db, Secret secret, SecretVersion version, int? graceHours, CancellationToken ct)
    {
        var grace = graceHours ?? options.Value.PreviousGraceHours;
        var readableUntil = grace > 0 ? Now.AddHours(grace) : (DateTime?)null;
        var aging = await db.Set<SecretVersion>()
            .Where(v => v.SecretId == secret.Id && (v.State == SecretVersionState.Current || v.State == SecretVersionState.Previous))
            .ToListAsync(ct);
        aging.ForEach(v => v.Age(readableUntil));
        secret.MoveTo(version.Number, version.Provider, Now);
        db.Add(version);
    }

    /// <summary>A living secret, not tracked.</summary>
    private static Task<Secret?> FindAsync(AdminDbContext db, SecretId id, CancellationToken ct) =>
        db.Set<Secret>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.DeletedKey == Guid.Empty, ct);

    /// <summary>The same secret, tracked, unless somebody changed it since it was seen.</summary>
    private static Task<Secret?> FindUnchangedAsync(AdminDbContext db, Secret seen, CancellationToken ct) =>
        db.Set<Secret>().FirstOrDefaultAsync(s => s.Id == seen.Id && s.Stamp == seen.Stamp, ct);

    /// <summary>Whether the secret may stand where it wants to: its chatbot exists, its name is free there.</summary>
    private static async Task<Error?> PlaceFaultAsync(AdminDbContext db, Secret secret, CancellationToken ct)
    {
        if (secret.ChatbotId is { } chatbot && !await db.Set<Chatbot>().AnyAsync(c => c.Id == chatbot, ct))
            return SecretErrors.ChatbotNotFound;
        var taken = await db.Set<Secret>().AnyAsync(
            s => s.ScopeKey == secret.ScopeKey && s.NormalizedName == secret.NormalizedName && s.DeletedKey == Guid.Empty && s.Id != secret.Id, ct);
        return taken ? SecretErrors.NameTaken : null;
    }

    private static async Task<Error?> OwnerFaultAsync(AdminDbContext db, PersonId? owner, CancellationToken ct) =>
        owner is null || await db.Set<Membership>().AnyAsync(m => m.PersonId == owner && m.DisabledAt == null, ct) ? null : SecretErrors.OwnerNotFound;

    /// <summary>False when another writer took the name in between, which only a database without the write gate lets happen.</summary>
    private static async Task<bool> TryCommitAsync(WriteTransaction write, CancellationToken ct)
    {
        try
        {
            await write.CommitAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException && e.Entries.Any(x => x.Entity is Secret))
        {
            return false;
        }
    }

    private async Task<bool> TryCommitChangeAsync(AdminDbContext db, OrganizationId organization, WriteTransaction write, CancellationToken ct)
    {
        try
        {
            await outdated.CommitAsync(db, organization, write, ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <summary>The first refusal in the contract's order: not signed in, then bad input, then a missing permission.</summary>
    internal static Error? Refusal(Result<OrganizationId> allowed, Error? fault) =>
        allowed.Error is { Kind: ErrorKind.Forbidden } ? fault ?? allowed.Error : allowed.Error ?? fault;
}
