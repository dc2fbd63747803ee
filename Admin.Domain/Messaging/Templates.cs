using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>A message template as its organization sees it.</summary>
/// <param name="StatusReason">Why it has its status, in WhatsApp's word.</param>
public sealed record TemplateView(TemplateId Id, string Name, string Language, string Body, int ParameterCount, TemplateStatus Status, string? StatusReason, QualityRating Quality, DateTime CreatedAt);

/// <summary>Which templates a list should show.</summary>
/// <param name="Text">In name or body.</param>
public sealed record TemplateFilter(string? Text = null, TemplateStatus? Status = null);

/// <summary>The organization's message templates; they are written elsewhere and approved by the Cloud API.</summary>
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
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = LikePattern.Containing(text);
            rows = rows.Where(t => EF.Functions.Like(t.Name, pattern, LikePattern.Escape) || EF.Functions.Like(t.Body, pattern, LikePattern.Escape));
        }

        var total = await rows.CountAsync(ct);
        var items = await rows.OrderBy(t => t.Name).ThenBy(t => t.Language).Skip(page.Skip).Take(page.Size)
            .Select(t => new TemplateView(t.Id, t.Name, t.Language, t.Body, t.ParameterCount, t.Status, t.StatusReason, t.Quality, t.CreatedAt)).ToListAsync(ct);
        return new Page<TemplateView>(items, total, page.Number, page.Size);
    }
}
