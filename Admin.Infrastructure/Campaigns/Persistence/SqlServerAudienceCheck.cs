namespace Admin.Infrastructure.Campaigns.Persistence;

internal static class SqlServerAudienceCheck
{
    /// <summary>Every statement of this feature, for the test that parses them.</summary>
    public static IReadOnlyDictionary<string, string> SqlServerStatements { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(Count)] = Count };

    public const string Count = """
        WITH named AS (
            SELECT [Phone], [Fields] FROM [Recipients] WHERE [OrganizationId] = @org AND [CampaignKey] = @key AND [State] = N'pending'
            UNION ALL
            SELECT n.[Phone], n.[Fields] FROM __people__ AS n
            WHERE NOT EXISTS (SELECT 1 FROM [Recipients] AS r WHERE r.[CampaignKey] = @key AND r.[OrganizationId] = @org AND r.[Phone] = n.[Phone])),
        people AS (SELECT [Phone], MIN([Fields]) AS [Fields] FROM named GROUP BY [Phone]),
        needed AS (SELECT [value] AS [path] FROM OPENJSON(@columns)),
        frequent AS (
            SELECT f.[Phone] FROM [Recipients] AS f
            JOIN people AS p ON p.[Phone] = f.[Phone]
            JOIN [Campaigns] AS c ON c.[OrganizationId] = f.[OrganizationId] AND c.[Key] = f.[CampaignKey]
            WHERE @most > 0 AND f.[OrganizationId] = @org AND f.[CampaignKey] <> @key AND f.[State] <> N'failed'
                AND (f.[SentAt] > @since OR f.[State] = N'sending' OR (f.[State] = N'ambiguous' AND c.[StartedAt] > @since))
            GROUP BY f.[Phone]
            HAVING COUNT(*) >= @most),
        judged AS (
            SELECT LEFT(p.[Phone], 5) AS [prefix], CASE
                WHEN missing.[path] IS NOT NULL THEN N'parameter_missing'
                WHEN o.[Phone] IS NOT NULL THEN N'opted_out'
                WHEN @consent = 1 AND c.[Phone] IS NULL THEN N'without_consent'
                WHEN f.[Phone] IS NOT NULL THEN N'frequency_capped'
                END AS [reason]
            FROM people AS p
            OUTER APPLY (SELECT TOP (1) n.[path] FROM needed AS n WHERE TRIM(COALESCE(JSON_VALUE(p.[Fields], n.[path]), N'')) = N'') AS missing
            LEFT JOIN [OptOuts] AS o ON o.[OrganizationId] = @org AND o.[Phone] = p.[Phone]
            LEFT JOIN [Contacts] AS c ON c.[OrganizationId] = @org AND c.[Phone] = p.[Phone] AND c.[MarketingConsent] = N'given'
            LEFT JOIN frequent AS f ON f.[Phone] = p.[Phone])
        SELECT [reason], [prefix], COUNT(*) FROM judged GROUP BY [reason], [prefix];
        """;
}
