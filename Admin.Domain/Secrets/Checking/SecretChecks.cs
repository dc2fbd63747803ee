using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.Checking;

/// <summary>
/// Tries a secret against what it opens without showing it. The address that a secret may be given is as good as a reveal to
/// whoever chooses it; so it takes the same proof, and a restricted secret goes to hosts of the operators' choice only, except
/// the value that was not restricted yet when its address was set.
/// </summary>
public sealed class SecretChecks(
    IAdminDb adminDb, Access access, RateLimiter limiter, AuditLog audit, SecretService secrets, ICheckClient client, IEnumerable<ISecretCheckTargets> features, ISecretCheckStore store, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<Result<SecretCheckReport>> CheckAsync(Actor actor, SecretId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (!await db.Set<Secret>().AnyAsync(s => s.Id == id && s.DeletedKey == Guid.Empty, ct))
            return SecretErrors.NotFound;
        // Each check has this server call others.
        if (await limiter.RequireAsync(actor, RatePolicyNames.SecretCheck, ct) is { Failed: true } limited)
            return limited.Error!;
        List<SecretCheckTarget> targets = [];
        foreach (var feature in features)
            targets.AddRange(await feature.FindAsync(db, allowed.Value, id, ct));

        // The secret as it stands in the moment in which its value is read: what came restricted in between is seen here.
        var read = await secrets.ReadForCheckAsync(allowed.Value, id, ct);
        if (read.Failed)
            return read.Error;
        var (secret, value) = (read.Value.Secret, read.Value.Value);
        if (secret.CheckAddress is { } address && MaySend(secret, address))
            targets.Add(new SecretCheckTarget("address", address.Host, (v, token) => client.TryAsync(address, v, token)));
        if (targets.Count == 0)
            return secret.CheckAddress is null ? SecretCheckErrors.NothingToTry : SecretCheckErrors.RestrictedAddress;

        await RecordAsync(db, actor, SecretActs.Checked(id, secret.CurrentVersion, targets.Select(t => t.Type).Distinct(StringComparer.Ordinal)), ct);
        var report = await TryAsync(targets, value, ct);
        await KeepAsync(db, actor, allowed.Value, id, report, ct);
        return report;
    }

    /// <summary>Sets the address, or takes it away (null). Needs a reason and a fresh confirmation, like a reveal.</summary>
    public async Task<Result<SecretView>> SetAddressAsync(Actor actor, SecretId id, string? url, string? header, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        var given = Given(url, header);
        if (SecretService.Refusal(allowed, given.Error) is { } refusal)
            return refusal;
        if (await access.RequireAsync(actor, Permissions.Secrets.Reveal, ct) is { Failed: true } mayNotReveal)
            return mayNotReveal.Error!;
        if (await secrets.PersonalRefusalAsync(actor, ct) is { } unconfirmed)
            return unconfirmed;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var secret = await db.Set<Secret>().FirstOrDefaultAsync(s => s.Id == id && s.DeletedKey == Guid.Empty, ct);
        if (secret is null)
            return SecretErrors.NotFound;
        if (ifMatch is not { } stamp)
            return SecretErrors.PreconditionRequired;
        if (stamp != secret.Stamp)
            return SecretErrors.Changed;
        var address = given.Value;
        if (address is not null && secret.Visibility == SecretVisibility.Restricted && !client.IsAllowed(address.Host))
            return SecretCheckErrors.RestrictedAddress;
        secret.CheckAt(address, Now);
        await audit.AppendAsync(db, actor, SecretActs.CheckAddressSet(id, address?.Host), ct);
        try
        {
            await write.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SecretErrors.Changed;
        }

        return SecretView.Of(secret);
    }

    private Result<CheckAddress?> Given(string? url, string? header) =>
        string.IsNullOrWhiteSpace(url) ? (CheckAddress?)null : CheckAddress.Read(url, header, client.AllowsPlainLoopback).Map(a => (CheckAddress?)a);

    private bool MaySend(Secret secret, CheckAddress address) =>
        secret.Visibility == SecretVisibility.Masked || secret.CurrentVersion <= secret.CheckableVersion || client.IsAllowed(address.Host);

    private async Task<SecretCheckReport> TryAsync(List<SecretCheckTarget> targets, SecretValue value, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var lines = await Task.WhenAll(targets.Select(async target =>
        {
            var begun = time.GetTimestamp();
            var answer = await target.TryAsync(value, ct);
            return new SecretCheckLine(target.Type, target.Name, answer.Outcome, answer.Code, time.GetElapsedTime(begun));
        }));
        return new SecretCheckReport(Worst(lines.Select(l => l.Outcome)), Now, time.GetElapsedTime(start), lines);
    }

    private static SecretCheckOutcome Worst(IEnumerable<SecretCheckOutcome> outcomes)
    {
        var all = outcomes.ToList();
        if (all.Contains(SecretCheckOutcome.Refused))
            return SecretCheckOutcome.Refused;
        return all.Contains(SecretCheckOutcome.Unclear) ? SecretCheckOutcome.Unclear : SecretCheckOutcome.Valid;
    }

    /// <summary>Stands before the value leaves the process.</summary>
    private async Task RecordAsync(AdminDbContext db, Actor actor, AuditAct act, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await audit.AppendAsync(db, actor, act, ct);
        await write.CommitAsync(ct);
    }

    private async Task KeepAsync(AdminDbContext db, Actor actor, OrganizationId organization, SecretId id, SecretCheckReport report, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await store.KeepAsync(db, organization, id, report.Outcome, report.At, ct);
        if (report.Outcome != SecretCheckOutcome.Valid)
            await audit.AppendAsync(db, actor, SecretActs.CheckFailed(id, report), ct);
        await write.CommitAsync(ct);
    }
}
