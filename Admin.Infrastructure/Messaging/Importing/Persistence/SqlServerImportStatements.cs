namespace Admin.Infrastructure.Messaging.Importing.Persistence;

internal static class SqlServerImportStatements
{
    /// <summary>Every statement of this feature, for the test that parses them.</summary>
    public static IReadOnlyDictionary<string, string> SqlServerStatements { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Add)] = Add,
        [nameof(Change)] = Change,
        [nameof(ConsentMarketing)] = ConsentMarketing,
        [nameof(ConsentUtility)] = ConsentUtility,
        [nameof(ConsentEntries)] = ConsentEntries,
        [nameof(List)] = List,
        [nameof(Tag)] = Tag,
    };

    public const string Add = """
        INSERT INTO [Contacts] ([OrganizationId], [Id], [Phone], [Name], [SearchName], [Fields], [MarketingConsent], [MarketingConsentAt], [UtilityConsent], [UtilityConsentAt], [CreatedAt], [UpdatedAt], [Stamp])
        SELECT @org, row.[id], row.[phone], row.[name], row.[search], row.[fields], row.[marketing], row.[marketing_at], row.[utility], row.[utility_at], @now, @now, row.[stamp]
        FROM OPENJSON(@rows) WITH (
            [id] uniqueidentifier '$.id', [phone] nvarchar(16) '$.phone', [name] nvarchar(200) '$.name', [search] nvarchar(200) '$.search', [fields] nvarchar(4000) '$.fields',
            [marketing] nvarchar(40) '$.marketing', [marketing_at] datetime2 '$.marketing_at', [utility] nvarchar(40) '$.utility', [utility_at] datetime2 '$.utility_at',
            [stamp] uniqueidentifier '$.stamp') AS row;
        """;

    public const string Change = """
        UPDATE c SET
            [Name] = row.[name],
            [SearchName] = row.[search],
            [Fields] = row.[fields],
            [UpdatedAt] = @now,
            [Stamp] = row.[stamp]
        FROM [Contacts] AS c
        JOIN OPENJSON(@rows) WITH (
            [id] uniqueidentifier '$.id', [name] nvarchar(200) '$.name', [search] nvarchar(200) '$.search', [fields] nvarchar(4000) '$.fields',
            [stamp] uniqueidentifier '$.stamp') AS row
            ON row.[id] = c.[Id]
        WHERE c.[OrganizationId] = @org;
        """;

    public const string ConsentMarketing = """
        UPDATE [Contacts] SET [MarketingConsent] = N'given', [MarketingConsentAt] = @at, [UpdatedAt] = @now
        WHERE [OrganizationId] = @org AND [Id] IN (SELECT CAST([value] AS uniqueidentifier) FROM OPENJSON(@ids)) AND [MarketingConsent] = N'unknown';
        """;

    public const string ConsentUtility = """
        UPDATE [Contacts] SET [UtilityConsent] = N'given', [UtilityConsentAt] = @at, [UpdatedAt] = @now
        WHERE [OrganizationId] = @org AND [Id] IN (SELECT CAST([value] AS uniqueidentifier) FROM OPENJSON(@ids)) AND [UtilityConsent] = N'unknown';
        """;

    public const string ConsentEntries = """
        INSERT INTO [ConsentEntries] ([OrganizationId], [ContactId], [Purpose], [State], [At], [Source], [RecordedAt], [ActorKind], [ActorId])
        SELECT c.[OrganizationId], c.[Id], @purpose, N'given', @at, @source, @now, N'person', @actor
        FROM OPENJSON(@ids) AS row
        JOIN [Contacts] AS c ON c.[OrganizationId] = @org AND c.[Id] = CAST(row.[value] AS uniqueidentifier);
        """;

    // A list may have been deleted meanwhile.
    public const string List = """
        INSERT INTO [ContactListEntries] ([OrganizationId], [ListId], [ContactId])
        SELECT l.[OrganizationId], l.[Id], CAST(row.[value] AS uniqueidentifier)
        FROM OPENJSON(@ids) AS row
        JOIN [ContactLists] AS l ON l.[OrganizationId] = @org AND l.[Id] = @list
        WHERE NOT EXISTS (
            SELECT 1 FROM [ContactListEntries] AS e
            WHERE e.[OrganizationId] = @org AND e.[ListId] = @list AND e.[ContactId] = CAST(row.[value] AS uniqueidentifier));
        """;

    public const string Tag = """
        INSERT INTO [ContactTagEntries] ([OrganizationId], [TagId], [ContactId])
        SELECT t.[OrganizationId], t.[Id], row.[contact]
        FROM OPENJSON(@rows) WITH ([tag] uniqueidentifier '$.tag', [contact] uniqueidentifier '$.contact') AS row
        JOIN [ContactTags] AS t ON t.[OrganizationId] = @org AND t.[Id] = row.[tag]
        WHERE NOT EXISTS (
            SELECT 1 FROM [ContactTagEntries] AS e
            WHERE e.[OrganizationId] = @org AND e.[TagId] = row.[tag] AND e.[ContactId] = row.[contact]);
        """;
}
