using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>
/// Credentials of the platform's other services. A token is shown once, has nothing but its scopes, ends within a year and works
/// nowhere any more a second after it was revoked. Making and changing one needs step-up, so a token can never make another.
/// </summary>
public sealed class ServiceTokens(IAdminDb adminDb, Access access, AuditLog audit, AccessNotes notes, NoticeBoard board, TimeProvider time)
{
    public const int MaxReadable = 100;
    public const int MaxNetworks = 50;

    public async Task<Result<Page<ServiceTokenView>>> ListAsync(Actor actor, ServiceTokenFilter filter, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.ServiceTokens.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var now = Now();
        var rows = db.Set<ServiceToken>().AsNoTracking();
        if (filter.Working is { } working)
            rows = rows.Where(t => (t.RevokedAt == null && t.ExpiresAt > now) == working);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = LikePattern.Containing(text);
            rows = rows.Where(t => EF.Functions.Like(t.Name, pattern, LikePattern.Escape) || EF.Functions.Like(t.Prefix, pattern, LikePattern.Escape));
        }

        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(t => t.CreatedAt).ThenBy(t => t.Name).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<ServiceTokenView>(items.ConvertAll(ServiceTokenView.Of), total, page.Number, page.Size);
    }

    public async Task<Result<ServiceTokenView>> GetAsync(Actor actor, ServiceTokenId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.ServiceTokens.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<ServiceToken>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, ct) is { } token ? ServiceTokenView.Of(token) : ServiceTokenErrors.NotFound;
    }

    public async Task<Result<CreatedServiceToken>> CreateAsync(Actor actor, ServiceTokenDraft draft, CancellationToken ct)
    {
        var allowed = await MayWriteAsync(actor, draft, ct);
        if (allowed.Failed)
            return allowed.Error;

        var now = Now();
        var (text, hash, shown) = ServiceTokenText.New();
        var token = ServiceToken.Create(allowed.Value, draft.Name!, hash, shown, actor.Person!.Value, now, draft.ExpiresAt ?? now + ServiceToken.MaxLifetime)
            .Limited(Distinct(draft.Scopes), Distinct(draft.ReadableIds), Distinct(draft.Networks));
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await CheckRowsAsync(db, draft, token.Id, ct) is { } fault)
            return fault;
        db.Add(token);
        await audit.AppendAsync(db, actor, Act("service_token.created", token), ct);
        await board.PostAsync(db, allowed.Value, await CreatedAsync(db, token, ct), ct);
        await write.CommitAsync(ct);
        await board.AnnounceAsync(allowed.Value);
        return new CreatedServiceToken(ServiceTokenView.Of(token), text);
    }

    /// <summary>Changes name and limits; neither the token nor its end.</summary>
    public async Task<Result<ServiceTokenView>> ChangeAsync(Actor actor, ServiceTokenId id, ServiceTokenDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await MayWriteAsync(actor, draft with { ExpiresAt = null }, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<ServiceToken>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } token)
            return ServiceTokenErrors.NotFound;
        if (await MissesReadableAsync(db, draft, ct))
            return ServiceTokenErrors.ReadableNotFound;
        if (OrganizationErrors.StampFault(ifMatch, token.Stamp) is { } stale)
            return stale;
        if (!token.IsAlive(Now()))
            return ServiceTokenErrors.Revoked;
        if (await CheckRowsAsync(db, draft, id, ct) is { } fault)
            return fault;
        token.Rename(draft.Name!);
        token.Limited(Distinct(draft.Scopes), Distinct(draft.ReadableIds), Distinct(draft.Networks));
        await audit.AppendAsync(db, actor, Act("service_token.changed", token), ct);
        await write.CommitAsync(ct);
        access.Forget(id);
        notes.Changed(id);
        return ServiceTokenView.Of(token);
    }

    /// <summary>Ends a token at once. It stays in the list, so that audit entries keep their name.</summary>
    public async Task<Result> RevokeAsync(Actor actor, ServiceTokenId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.ServiceTokens.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<ServiceToken>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } token)
            return ServiceTokenErrors.NotFound;
        if (token.RevokedAt is not null)
            return ServiceTokenErrors.Revoked;
        token.Revoke(Now());
        await audit.AppendAsync(db, actor, Act("service_token.revoked", token), ct);
        await write.CommitAsync(ct);
        access.Forget(id);
        notes.Changed(id);
        return Result.Ok;
    }

    private async Task<Result<OrganizationId>> MayWriteAsync(Actor actor, ServiceTokenDraft draft, CancellationToken ct)
    {
        if (ServiceTokenRules.Check(draft, Now()) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.ServiceTokens.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        return await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed ? unconfirmed.Error! : allowed;
    }

    private async Task<Error?> CheckRowsAsync(AdminDbContext db, ServiceTokenDraft draft, ServiceTokenId id, CancellationToken ct)
    {
        if (await MissesReadableAsync(db, draft, ct))
            return ServiceTokenErrors.ReadableNotFound;
        var (name, now) = (draft.Name!.Trim(), Now());
        var taken = await db.Set<ServiceToken>().AnyAsync(t => t.Id != id && t.Name == name && t.RevokedAt == null && t.ExpiresAt > now, ct);
        return taken ? ServiceTokenErrors.NameTaken : null;
    }

    private static async Task<bool> MissesReadableAsync(AdminDbContext db, ServiceTokenDraft draft, CancellationToken ct)
    {
        var wanted = draft.ReadableIds.Distinct().ToList();
        if (wanted.Count == 0)
            return false;
        var chatbots = wanted.ConvertAll(ChatbotId.From);
        var secrets = wanted.ConvertAll(Secrets.SecretId.From);
        var found = await db.Set<Chatbot>().CountAsync(c => chatbots.Contains(c.Id), ct)
            + await db.Set<Secrets.Secret>().CountAsync(s => secrets.Contains(s.Id) && s.DeletedAt == null, ct);
        return found != wanted.Count;
    }

    private static AuditAct Act(string action, ServiceToken token) => new(action, "service_token", token.Id.ToString(), Details: new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["scopes"] = string.Join(' ', token.Scopes),
        ["readable"] = token.ReadableIds.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["networks"] = string.Join(' ', token.Networks.Take(10)),
    });

    /// <summary>What the other admins are told: a token that nobody expected must not go unseen.</summary>
    private static async Task<NoticeDraft> CreatedAsync(AdminDbContext db, ServiceToken token, CancellationToken ct) =>
        new(NoticeKinds.ServiceTokenCreated, $"{NoticeKinds.ServiceTokenCreated.Name}:{token.Id}", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = token.Name,
            ["person_name"] = await db.Users.Where(p => p.Id == token.CreatedBy).Select(p => p.Name).FirstAsync(ct),
            ["expires_at"] = NoticeDetails.Text(token.ExpiresAt),
        })
        {
            SubjectType = "service_token",
            SubjectId = token.Id.ToString(),
            Except = token.CreatedBy,
        };

    private static List<T> Distinct<T>(IEnumerable<T> items) => [.. items.Distinct()];

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
