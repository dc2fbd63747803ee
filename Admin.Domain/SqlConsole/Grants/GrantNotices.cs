using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Domain.SqlConsole.DataSources;

namespace Admin.Domain.SqlConsole.Grants;

/// <summary>What org admins hear of a request, and what whoever asked hears of its decision.</summary>
internal static class GrantNotices
{
    public static string RequestKey(DataSourceGrant grant) => $"data_source.access_requested:{grant.Id}";

    public static NoticeDraft Requested(DataSourceGrant grant, DataSource source, string person) =>
        new(NoticeKinds.AccessRequested, RequestKey(grant), new Dictionary<string, string>
        {
            ["name"] = source.Name,
            ["person_name"] = person,
            ["reason"] = grant.Reason!,
            ["mode"] = SnakeCase.Of(grant.Mode),
            ["until"] = NoticeDetails.Text(grant.Until!.Value),
        })
        {
            SubjectType = "data_source",
            SubjectId = source.Id.ToString(),
            Except = grant.PersonId,
        };

    public static NoticeDraft Decided(DataSourceGrant grant, DataSource source) =>
        new(grant.State == GrantState.Active ? NoticeKinds.AccessGranted : NoticeKinds.AccessDeclined, $"data_source.access_decided:{grant.Id}", new Dictionary<string, string>
        {
            ["name"] = source.Name,
            ["mode"] = SnakeCase.Of(grant.Mode),
            ["until"] = NoticeDetails.Text(grant.Until!.Value),
        })
        {
            SubjectType = "data_source",
            SubjectId = source.Id.ToString(),
            Also = grant.PersonId,
            Except = grant.DecidedBy,
        };
}
