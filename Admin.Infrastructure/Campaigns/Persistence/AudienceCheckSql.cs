using System.Data.Common;
using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Admin.Infrastructure.Campaigns.Persistence;

/// <summary>The audience of a draft in SQL, its parts as <see cref="PeopleSql"/> words them. The statement names the organization, because it does not pass the tenant filter.</summary>
internal sealed class AudienceCheckSql(AdminDb adminDb) : IAudienceCheck
{
    private readonly string _count = adminDb.Provider == DatabaseProvider.Sqlite ? Sqlite : SqlServerAudienceCheck.Count;

    // The plus sign keeps SQLite from the organization's index, by which it would read every campaign.
    private const string Sqlite = """
        WITH named AS (
            SELECT "Phone", "Fields" FROM "Recipients" WHERE +"OrganizationId" = @org AND "CampaignKey" = @key AND "State" = 'pending'
            UNION ALL
            SELECT n."Phone", n."Fields" FROM __people__ AS n
            WHERE NOT EXISTS (SELECT 1 FROM "Recipients" AS r WHERE r."CampaignKey" = @key AND r."OrganizationId" = @org AND r."Phone" = n."Phone")),
        people AS (SELECT "Phone", MIN("Fields") AS "Fields" FROM named GROUP BY "Phone"),
        judged AS (
            SELECT SUBSTR(p."Phone", 1, 5) AS prefix, CASE
                WHEN EXISTS (SELECT 1 FROM json_each(@columns) AS n WHERE TRIM(COALESCE(json_extract(p."Fields", n.value), '')) = '') THEN 'parameter_missing'
                WHEN EXISTS (SELECT 1 FROM "OptOuts" AS o WHERE o."OrganizationId" = @org AND o."Phone" = p."Phone") THEN 'opted_out'
                WHEN @consent AND NOT EXISTS (SELECT 1 FROM "Contacts" AS c WHERE c."OrganizationId" = @org AND c."Phone" = p."Phone" AND c."MarketingConsent" = 'given') THEN 'without_consent'
                WHEN @most > 0 AND (
                    SELECT COUNT(*) FROM "Recipients" AS f
                    WHERE f."OrganizationId" = @org AND f."Phone" = p."Phone" AND f."CampaignKey" <> @key AND f."State" <> 'failed'
                        AND (f."SentAt" > @since OR f."State" = 'sending' OR (f."State" = 'ambiguous' AND EXISTS (
                            SELECT 1 FROM "Campaigns" AS c WHERE c."OrganizationId" = @org AND c."Key" = f."CampaignKey" AND c."StartedAt" > @since)))) >= @most THEN 'frequency_capped'
                END AS reason
            FROM people AS p)
        SELECT reason, prefix, COUNT(*) FROM judged GROUP BY reason, prefix
        """;

    public async Task<IReadOnlyList<AudienceGroup>> CountAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<AudienceTerms> parts, IReadOnlyList<string> columns, bool needsConsent, FrequencyCap? cap, DateTime since, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var people = PeopleSql.Of(AudienceTerms.People(db, campaign.Organization, parts));
        command.CommandText = people.Into(_count);
        command.Parameters.AddRange(people.Parameters);
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        Add(command, "@org", campaign.Organization.Value);
        Add(command, "@key", campaign.Key);
        Add(command, "@columns", JsonSerializer.Serialize(columns.Select(c => $"$.\"{c}\"")));
        Add(command, "@consent", needsConsent);
        Add(command, "@most", cap?.Most ?? 0);
        Add(command, "@since", since);
        var groups = new List<AudienceGroup>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            groups.Add(new AudienceGroup(await rows.IsDBNullAsync(0, ct) ? null : rows.GetString(0), rows.GetString(1), rows.GetInt32(2)));
        return groups;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
