using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>
/// Meta apps that an organization brings itself. An app's webhooks come to an address of their own, and speak only of the numbers that
/// were given to it.
/// </summary>
public sealed class WhatsAppApps(IAdminDb adminDb, Access access, AuditLog audit, SecretService secrets, TimeProvider time)
{
    private const int MetaAppIdMinLength = 5;

    public async Task<Result<Page<WhatsAppAppView>>> ListAsync(Actor actor, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = db.Set<WhatsAppApp>().AsNoTracking();
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderBy(a => a.Name).ThenBy(a => a.MetaAppId).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<WhatsAppAppView>(items.ConvertAll(WhatsAppAppView.Of), total, page.Number, page.Size);
    }

    public async Task<Result<WhatsAppAppView>> GetAsync(Actor actor, WhatsAppAppId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<WhatsAppApp>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is { } app ? WhatsAppAppView.Of(app) : WhatsAppAppErrors.NotFound;
    }

    public async Task<Result<WhatsAppAppView>> CreateAsync(Actor actor, WhatsAppAppDraft draft, CancellationToken ct)
    {
        if (Check(draft) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        var metaAppId = draft.MetaAppId!.Trim();
        if (await IsTakenAsync(allowed.Value, metaAppId, ct))
            return WhatsAppAppErrors.Taken;

        var appSecret = await KeepAsync(actor, $"Meta app {metaAppId} secret", draft.AppSecret!, ct);
        if (appSecret.Failed)
            return appSecret.Error;
        var verifyToken = await KeepAsync(actor, $"Meta app {metaAppId} verify token", draft.VerifyToken!, ct);
        if (verifyToken.Failed)
        {
            await secrets.DeleteAsync(actor, appSecret.Value, ct);
            return verifyToken.Error;
        }

        var app = WhatsAppApp.Create(allowed.Value, draft.Name!, metaAppId, appSecret.Value, verifyToken.Value, time.GetUtcNow().UtcDateTime);
        if (await TryAddAsync(actor, app, ct))
            return WhatsAppAppView.Of(app);
        await secrets.DeleteAsync(actor, appSecret.Value, ct);
        await secrets.DeleteAsync(actor, verifyToken.Value, ct);
        return WhatsAppAppErrors.Taken;
    }

    /// <summary>Renames an app, or gives it new values; each becomes a version of its secret and holds with the next webhook.</summary>
    public async Task<Result<WhatsAppAppView>> ChangeAsync(Actor actor, WhatsAppAppId id, WhatsAppAppChange change, Guid? ifMatch, CancellationToken ct)
    {
        if (!IsName(change.Name))
            return WhatsAppAppErrors.NameInvalid;
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        var seen = await GetAsync(actor, id, ct);
        if (seen.Failed)
            return seen.Error;
        if (OrganizationErrors.StampFault(ifMatch, seen.Value.Stamp) is { } stale)
            return stale;
        foreach (var (secret, value) in new[] { (seen.Value.AppSecretId, change.AppSecret), (seen.Value.VerifyTokenId, change.VerifyToken) })
        {
            if (value is not null && await secrets.RotateAsync(actor, secret, new SecretRotation(value), null, ct) is { Failed: true } failed)
                return failed.Error!;
        }

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var app = await db.Set<WhatsAppApp>().FirstOrDefaultAsync(a => a.Id == id && a.Stamp == ifMatch, ct);
        if (app is null)
            return OrganizationErrors.ChangedMeanwhile;
        app.Rename(change.Name!);
        await audit.AppendAsync(db, actor, Act("whatsapp_app.changed", app), ct);
        await write.CommitAsync(ct);
        return WhatsAppAppView.Of(app);
    }

    /// <summary>Deletes an app that has no numbers any more; its secrets stay. Its webhooks are refused from then on.</summary>
    public async Task<Result> DeleteAsync(Actor actor, WhatsAppAppId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<WhatsAppApp>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } app)
            return WhatsAppAppErrors.NotFound;
        var numbers = await db.Set<Number>().Where(n => n.AppId == id).Select(n => n.PhoneNumberId).ToListAsync(ct);
        if (numbers.Count > 0)
            return WhatsAppAppErrors.InUse(numbers);
        db.Remove(app);
        await audit.AppendAsync(db, actor, Act("whatsapp_app.deleted", app), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<Result<SecretId>> KeepAsync(Actor actor, string name, SecretInput value, CancellationToken ct)
    {
        var unique = $"{name} {Guid.CreateVersion7().ToString("N")[20..]}";
        var made = await secrets.CreateAsync(actor, new SecretDraft(unique, value) { Kind = SecretKind.Webhook, Visibility = SecretVisibility.Restricted }, ct);
        return made.Map(m => m.Id);
    }

    private async Task<bool> TryAddAsync(Actor actor, WhatsAppApp app, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(app.OrganizationId), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<WhatsAppApp>().AnyAsync(a => a.MetaAppId == app.MetaAppId, ct))
            return false;
        db.Add(app);
        await audit.AppendAsync(db, actor, Act("whatsapp_app.created", app), ct);
        try
        {
            await write.CommitAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException && e.Entries.Any(x => x.Entity is WhatsAppApp))
        {
            return false;
        }
    }

    private async Task<bool> IsTakenAsync(OrganizationId organization, string metaAppId, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return await db.Set<WhatsAppApp>().AnyAsync(a => a.MetaAppId == metaAppId, ct);
    }

    private static Error? Check(WhatsAppAppDraft draft)
    {
        List<Error> faults = [];
        if (!IsName(draft.Name))
            faults.Add(WhatsAppAppErrors.NameInvalid);
        if (draft.MetaAppId?.Trim() is not { Length: >= MetaAppIdMinLength and <= WhatsAppApp.MetaAppIdMaxLength } id || !id.All(char.IsAsciiDigit))
            faults.Add(WhatsAppAppErrors.MetaAppIdInvalid);
        if (draft.AppSecret is null)
            faults.Add(WhatsAppAppErrors.AppSecretRequired);
        if (draft.VerifyToken is null)
            faults.Add(WhatsAppAppErrors.VerifyTokenRequired);
        return Error.Join(faults);
    }

    private static bool IsName(string? name) => name?.Trim() is { Length: > 0 and <= WhatsAppApp.NameMaxLength } trimmed && !trimmed.Any(char.IsControl);

    private static AuditAct Act(string action, WhatsAppApp app) =>
        new(action, "whatsapp_app", app.Id.ToString(), Details: new Dictionary<string, string>(StringComparer.Ordinal) { ["meta_app_id"] = app.MetaAppId });
}
