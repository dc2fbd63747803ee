using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>A message template as its organization sees it.</summary>
/// <param name="ParameterCount">Places of the body.</param>
/// <param name="StatusReason">Why it has its status, in WhatsApp's word.</param>
/// <param name="BusinessAccountId">Null while it is not known.</param>
/// <param name="GoneAt">Since when WhatsApp lists it no more; null while it does.</param>
public sealed record TemplateView(
    TemplateId Id,
    string Name,
    string Language,
    TemplateCategory Category,
    TemplateFormat Format,
    string Body,
    int ParameterCount,
    TemplateStatus Status,
    string? StatusReason,
    QualityRating Quality,
    string? BusinessAccountId,
    DateTime CreatedAt,
    DateTime? SynchronizedAt,
    DateTime? GoneAt)
{
    internal static TemplateView Of(Template t) => new(
        t.Id, t.Name, t.Language, t.Category, t.Format, t.Body, t.ParameterCount, t.Status, t.StatusReason, t.Quality, t.BusinessAccountId.Length == 0 ? null : t.BusinessAccountId, t.CreatedAt, t.SynchronizedAt, t.GoneAt);
}

/// <summary>One template with everything it consists of.</summary>
public sealed record TemplateDetail(TemplateView Template, TemplateContent Content);

/// <summary>Which templates a list should show.</summary>
/// <param name="Text">In name or body.</param>
public sealed record TemplateFilter(string? Text = null, TemplateStatus? Status = null, TemplateCategory? Category = null, string? Language = null, QualityRating? Quality = null);

/// <summary>The organization's message templates; they are written at WhatsApp and read from there (<see cref="TemplateSync"/>).</summary>
public sealed class Templates(IAdminDb adminDb, Access access)
{
    public async Task<Result<Page<TemplateView>>> ListAsync(Actor actor, TemplateFilter filter, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Templates.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = db.Set<Template>().AsNoTracking();
        if (filter.Status is { } status)
            rows = rows.Where(t => t.Status == status);
        if (filter.Category is { } category)
            rows = rows.Where(t => t.Category == category);
        if (filter.Quality is { } quality)
            rows = rows.Where(t => t.Quality == quality);
        if (filter.Language?.Trim() is { Length: > 0 } language)
            rows = rows.Where(t => t.Language == language);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = LikePattern.Containing(text);
            rows = rows.Where(t => EF.Functions.Like(t.Name, pattern, LikePattern.Escape) || EF.Functions.Like(t.Body, pattern, LikePattern.Escape));
        }

        var total = await rows.CountAsync(ct);
        var items = await rows.OrderBy(t => t.Name).ThenBy(t => t.Language).ThenBy(t => t.BusinessAccountId).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<TemplateView>(items.ConvertAll(TemplateView.Of), total, page.Number, page.Size);
    }

    public async Task<Result<TemplateDetail>> GetAsync(Actor actor, TemplateId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Templates.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Template>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, ct) is { } template
            ? new TemplateDetail(TemplateView.Of(template), template.Content)
            : TemplateErrors.NotFound;
    }

    /// <summary>The languages that there are templates in, for a filter.</summary>
    public async Task<Result<IReadOnlyList<string>>> LanguagesAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Templates.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Template>().Select(t => t.Language).Distinct().OrderBy(l => l).ToListAsync(ct);
    }
}
