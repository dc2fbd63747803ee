using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>How long an organization keeps what names people: read and changed here, acted upon by <see cref="RetentionSweep"/>.</summary>
public sealed class Retention(IAdminDb adminDb, Access access, AuditLog audit)
{
    public async Task<Result<RetentionView>> GetAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.PersonalData.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return View(allowed.Value, await db.Set<RetentionTerms>().AsNoTracking().FirstOrDefaultAsync(ct));
    }

    public async Task<Result<RetentionView>> ChangeAsync(Actor actor, RetentionChange change, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.PersonalData.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (Fault(change) is { } fault)
            return fault;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var terms = await db.Set<RetentionTerms>().FirstOrDefaultAsync(ct);
        if (OrganizationErrors.StampFault(ifMatch, View(allowed.Value, terms).Stamp) is { } stale)
            return stale;
        if (terms is null)
            db.Add(terms = RetentionTerms.Create(allowed.Value));
        terms.Change(change);
        await audit.AppendAsync(db, actor, new AuditAct("retention.changed", "organization", allowed.Value.ToString(), Details: Details(change)), ct);
        await write.CommitAsync(ct);
        return View(allowed.Value, terms);
    }

    internal static RetentionView View(OrganizationId organization, RetentionTerms? terms) => terms is null
        ? new RetentionView(RetentionTerms.DefaultQueryHistoryDays, RetentionTerms.DefaultRecipientMonths, RetentionTerms.DefaultWebhookBodyDays, RetentionTerms.DefaultUploadDays, organization.Value)
        : new RetentionView(terms.QueryHistoryDays, terms.RecipientMonths, terms.WebhookBodyDays, terms.UploadDays, terms.Stamp);

    private static Error? Fault(RetentionChange change) => change switch
    {
        { QueryHistoryDays: < RetentionTerms.FewestDays or > RetentionTerms.MostDays } => PersonalDataErrors.QueryHistoryDaysInvalid,
        { RecipientMonths: < RetentionTerms.FewestMonths or > RetentionTerms.MostMonths } => PersonalDataErrors.RecipientMonthsInvalid,
        { WebhookBodyDays: < RetentionTerms.FewestWebhookBodyDays or > RetentionTerms.MostWebhookBodyDays } => PersonalDataErrors.WebhookBodyDaysInvalid,
        { UploadDays: < RetentionTerms.FewestUploadDays or > RetentionTerms.MostUploadDays } => PersonalDataErrors.UploadDaysInvalid,
        _ => null,
    };

    private static Dictionary<string, string> Details(RetentionChange change) => new(StringComparer.Ordinal)
    {
        ["query_history_days"] = change.QueryHistoryDays.ToString(CultureInfo.InvariantCulture),
        ["recipient_months"] = change.RecipientMonths.ToString(CultureInfo.InvariantCulture),
        ["webhook_body_days"] = change.WebhookBodyDays.ToString(CultureInfo.InvariantCulture),
        ["upload_days"] = change.UploadDays.ToString(CultureInfo.InvariantCulture),
    };
}
