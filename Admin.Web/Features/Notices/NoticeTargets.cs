using Admin.Domain.Notices;
using Admin.Domain.Organizations;

namespace Admin.Web.Features.Notices;

/// <summary>Where a notice leads: the page of what it is about.</summary>
internal static class NoticeTargets
{
    public static string Url(string organization, NoticeView notice) => notice.Kind switch
    {
        "secret.expiring" or "secret.expired" or "secret.overdue" when Guid.TryParse(notice.SubjectId, out var id) => AdminUrls.Secret(organization, id),
        "secret.many_reveals" => AdminUrls.With(AdminUrls.Audit(organization), ("action", "secret.revealed"), ("actor", notice.SubjectId)),
        "provider.failing" => AdminUrls.With(AdminUrls.Secrets(organization), ("provider", notice.SubjectId)),
        "service_token.created" => AdminUrls.ServiceTokens(organization),
        "organization.entered" => AdminUrls.With(AdminUrls.Audit(organization), ("action", VisitNotices.AuditFilter)),
        "data_source.access_requested" => AdminUrls.DataSourceAccess(organization),
        "data_source.access_granted" or "data_source.access_declined" => AdminUrls.With(AdminUrls.Console(organization), ("source", notice.SubjectId)),
        "template.stopped" or "template.quality_low" or "number.changed" or "whatsapp_account.stopped" => AdminUrls.Campaigns(organization),
        "campaign.schedule_missed" or "campaign.approval_asked" or "campaign.approved" or "campaign.declined" when Guid.TryParse(notice.SubjectId, out var id) => AdminUrls.Campaign(organization, id),
        _ => AdminUrls.Notices(organization),
    };
}
