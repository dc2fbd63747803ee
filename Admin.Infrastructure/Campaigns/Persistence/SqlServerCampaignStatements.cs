namespace Admin.Infrastructure.Campaigns.Persistence;

internal static class SqlServerCampaignStatements
{
    /// <summary>Every statement of this feature, for the test that parses them.</summary>
    public static IReadOnlyDictionary<string, string> SqlServerStatements { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Add)] = Add,
        [nameof(AddPart)] = AddPart,
        [nameof(SkipWithout)] = SkipWithout,
        [nameof(Claim)] = Claim,
        [nameof(Read)] = Read,
        [nameof(Save)] = Save,
        [nameof(AddToBucket)] = AddToBucket,
    };

    public const string Add = """
        INSERT INTO [Recipients] ([OrganizationId], [CampaignKey], [Ordinal], [Phone], [Fields], [State], [Attempts], [NextAttemptAt], [Version])
        SELECT @org, @key, @first + row.[index], row.[phone], row.[fields], N'pending', 0, @due, 0
        FROM OPENJSON(@rows) WITH ([index] int '$.index', [phone] nvarchar(16) '$.phone', [fields] nvarchar(4000) '$.fields') AS row
        WHERE NOT EXISTS (
            SELECT 1 FROM [Recipients] AS r
            WHERE r.[CampaignKey] = @key AND r.[OrganizationId] = @org AND r.[Phone] = row.[phone]);
        """;

    public const string AddPart = """
        INSERT INTO [Recipients] ([OrganizationId], [CampaignKey], [Ordinal], [Phone], [Fields], [State], [Attempts], [NextAttemptAt], [Version])
        SELECT @org, @key, @first + CAST(ROW_NUMBER() OVER (ORDER BY p.[Phone]) AS int) - 1, p.[Phone], p.[Fields], N'pending', 0, @due, 0
        FROM __people__ AS p
        WHERE NOT EXISTS (
            SELECT 1 FROM [Recipients] AS r
            WHERE r.[CampaignKey] = @key AND r.[OrganizationId] = @org AND r.[Phone] = p.[Phone]);
        """;

    public const string SkipWithout = """
        UPDATE [Recipients] SET [State] = N'skipped', [Reason] = @reason, [Version] = [Version] + 1
        WHERE [OrganizationId] = @org AND [CampaignKey] = @key AND [State] = N'pending'
            AND TRIM(COALESCE(JSON_VALUE([Fields], @path), N'')) = N'';
        """;

    // READPAST lets nodes claim side by side: each takes rows that no other is taking.
    public const string Claim = """
        WITH due AS (
            SELECT TOP (@take) * FROM [Recipients] WITH (UPDLOCK, READPAST, ROWLOCK)
            WHERE [OrganizationId] = @org AND [CampaignKey] = @key AND [State] = N'pending' AND [NextAttemptAt] <= @now
                AND ([ClaimedUntil] IS NULL OR [ClaimedUntil] < @now OR [ClaimedUntil] > @latest)
                AND EXISTS (
                    SELECT 1 FROM [Campaigns]
                    WHERE [OrganizationId] = @org AND [Key] = @key AND [Status] IN (N'running', N'stalled') AND [Epoch] = @epoch)
            ORDER BY [NextAttemptAt], [Ordinal])
        UPDATE due SET [ClaimToken] = @token, [ClaimedUntil] = @until, [Version] = [Version] + 1
        OUTPUT inserted.*;
        """;

    public const string Read = """
        SELECT * FROM [Recipients]
        WHERE [OrganizationId] = @org AND [CampaignKey] = @key AND [Ordinal] IN (SELECT CAST([value] AS int) FROM OPENJSON(@ordinals));
        """;

    public const string Save = """
        UPDATE r SET
            [State] = row.[state],
            [Reason] = row.[reason],
            [Attempts] = row.[attempts],
            [AttemptId] = row.[attempt_id],
            [NumberId] = row.[number_id],
            [NextAttemptAt] = row.[next_attempt_at],
            [ClaimToken] = row.[claim_token],
            [ClaimedUntil] = row.[claimed_until],
            [Wamid] = row.[wamid],
            [Errors] = row.[errors],
            [SentAt] = row.[sent_at],
            [DeliveredAt] = row.[delivered_at],
            [ReadAt] = row.[read_at],
            [FailedAt] = row.[failed_at],
            [Version] = r.[Version] + 1
        FROM [Recipients] AS r
        JOIN OPENJSON(@rows) WITH (
            [ordinal] int '$.ordinal', [version] int '$.version', [state] nvarchar(40) '$.state', [reason] nvarchar(60) '$.reason',
            [attempts] int '$.attempts', [attempt_id] uniqueidentifier '$.attempt_id', [number_id] uniqueidentifier '$.number_id', [next_attempt_at] datetime2 '$.next_attempt_at',
            [claim_token] uniqueidentifier '$.claim_token', [claimed_until] datetime2 '$.claimed_until', [wamid] nvarchar(128) '$.wamid',
            [errors] nvarchar(max) '$.errors', [sent_at] datetime2 '$.sent_at', [delivered_at] datetime2 '$.delivered_at',
            [read_at] datetime2 '$.read_at', [failed_at] datetime2 '$.failed_at') AS row
            ON row.[ordinal] = r.[Ordinal] AND row.[version] = r.[Version]
        WHERE r.[OrganizationId] = @org AND r.[CampaignKey] = @key;
        """;

    // The counts of the campaign were moved before, in the same transaction, so two nodes never meet here.
    public const string AddToBucket = """
        UPDATE [CampaignBuckets] WITH (UPDLOCK, SERIALIZABLE) SET
            [Accepted] = [Accepted] + @accepted,
            [Delivered] = [Delivered] + @delivered,
            [Read] = [Read] + @read,
            [Failed] = [Failed] + @failed
        WHERE [OrganizationId] = @org AND [CampaignKey] = @key AND [At] = @at;
        IF @@ROWCOUNT = 0
            INSERT INTO [CampaignBuckets] ([OrganizationId], [CampaignKey], [At], [Seconds], [Accepted], [Delivered], [Read], [Failed])
            SELECT [OrganizationId], [Key], @at, @seconds, @accepted, @delivered, @read, @failed
            FROM [Campaigns] WHERE [OrganizationId] = @org AND [Key] = @key;
        """;
}
