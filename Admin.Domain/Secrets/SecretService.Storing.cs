using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

/// <summary>A value that comes with many others.</summary>
/// <param name="Seen">The secret that it becomes a version of; null makes a new one.</param>
internal sealed record SecretIntake(SecretDraft Draft, Secret? Seen)
{
    public long UsageCount { get; init; }

    public DateTime? LastUsedAt { get; init; }
}

public sealed partial class SecretService
{
    // A provider may be far away; more at once would only have it throttle.
    private const int SealedAtOnce = 8;

    /// <summary>
    /// Stores all of them, or none: everything is encrypted first, then written in one transaction with an entry for each secret
    /// and <paramref name="summary"/>. Whoever calls has checked the permissions and the drafts.
    /// </summary>
    /// <returns>The secrets in the order of the intakes; <see cref="SecretErrors.Changed"/> when somebody was quicker.</returns>
    internal async Task<Result<IReadOnlyList<SecretView>>> StoreAllAsync(Actor actor, OrganizationId organization, IReadOnlyList<SecretIntake> intakes, AuditAct summary, CancellationToken ct)
    {
        List<Ready> ready = [];
        foreach (var part in intakes.Chunk(SealedAtOnce))
        {
            var results = await Task.WhenAll(part.Select(intake => PrepareAsync(actor, organization, intake, ct)));
            if (Array.Find(results, r => r.Failed) is { Failed: true, Error: { } fault })
                return fault;
            ready.AddRange(results.Select(r => r.Value));
        }

        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        // Every query would compare all that is tracked; it is done once, before the end.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        List<Secret> stored = [];
        foreach (var one in ready)
        {
            var secret = await PutAsync(db, actor, one, ct);
            if (secret.Failed)
                return secret.Error;
            stored.Add(secret.Value);
        }

        await audit.AppendAsync(db, actor, summary, ct);
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        try
        {
            await outdated.CommitAsync(db, organization, write, ct);
        }
        catch (DbUpdateException e) when (e.Entries.Any(x => x.Entity is Secret))
        {
            return SecretErrors.Changed;
        }

        return stored.ConvertAll(SecretView.Of);
    }

    private async Task<Result<Ready>> PrepareAsync(Actor actor, OrganizationId organization, SecretIntake intake, CancellationToken ct)
    {
        var provider = ciphers.Choose(intake.Seen?.Provider ?? intake.Draft.Provider);
        if (provider.Failed)
            return intake.Seen is null ? provider.Error : SecretErrors.ProviderAway(intake.Seen.Provider);
        var secret = intake.Seen ?? Made(actor, organization, intake, provider.Value);
        var version = await SealAsync(secret, secret.CurrentVersion + 1, provider.Value, intake.Draft.Value!, actor, intake.Draft.Note, ct);
        if (version.Failed)
            return version.Error with { Args = [.. version.Error.Args, KeyValuePair.Create<string, object>("name", secret.Name)] };
        if (intake.Seen is null)
        {
            secret.MoveTo(1, provider.Value, Now);
            secret.RotateEvery(intake.Draft.RotationDays);
        }

        return new Ready(intake, secret, version.Value);
    }

    private Secret Made(Actor actor, OrganizationId organization, SecretIntake intake, string provider)
    {
        var draft = intake.Draft;
        var secret = Secret.Create(organization, draft.Name!, draft.Kind, draft.Visibility, provider, draft.OwnerId ?? actor.Person, Now).Described(draft.Description, SecretRules.Tidy(draft.Tags));
        secret.BelongTo(draft.ChatbotId);
        secret.ExpireAt(draft.ExpiresAt);
        secret.WasUsedBefore(intake.UsageCount, intake.LastUsedAt);
        return secret;
    }

    private async Task<Result<Secret>> PutAsync(AdminDbContext db, Actor actor, Ready ready, CancellationToken ct)
    {
        if (ready.Intake.Seen is { } seen)
        {
            if (await FindUnchangedAsync(db, seen, ct) is not { } standing)
                return SecretErrors.Changed;
            await AddVersionAsync(db, standing, ready.Version, graceHours: null, ct);
            await audit.AppendAsync(db, actor, SecretActs.Rotated(standing), ct);
            return standing;
        }

        if (await PlaceFaultAsync(db, ready.Secret, ct) is { } fault)
            return fault == SecretErrors.NameTaken ? SecretErrors.Changed : fault;
        db.AddRange(ready.Secret, ready.Version);
        await audit.AppendAsync(db, actor, SecretActs.Created(ready.Secret), ct);
        return ready.Secret;
    }

    private sealed record Ready(SecretIntake Intake, Secret Secret, SecretVersion Version);
}
