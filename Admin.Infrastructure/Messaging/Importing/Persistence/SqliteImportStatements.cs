namespace Admin.Infrastructure.Messaging.Importing.Persistence;

internal static class SqliteImportStatements
{
    public const string Add = """
        INSERT INTO "Contacts" ("OrganizationId", "Id", "Phone", "Name", "SearchName", "Fields", "MarketingConsent", "MarketingConsentAt", "UtilityConsent", "UtilityConsentAt", "CreatedAt", "UpdatedAt", "Stamp")
        SELECT @org, row.value ->> 'id', row.value ->> 'phone', row.value ->> 'name', row.value ->> 'search', row.value ->> 'fields',
            row.value ->> 'marketing', row.value ->> 'marketing_at', row.value ->> 'utility', row.value ->> 'utility_at', @now, @now, row.value ->> 'stamp'
        FROM json_each(@rows) AS row
        """;

    // Materialized, so that the JSON is parsed once and each contact is found by its key.
    public const string Change = """
        WITH changed AS MATERIALIZED (SELECT value, value ->> 'id' AS contact FROM json_each(@rows))
        UPDATE "Contacts" SET
            "Name" = row.value ->> 'name',
            "SearchName" = row.value ->> 'search',
            "Fields" = row.value ->> 'fields',
            "UpdatedAt" = @now,
            "Stamp" = row.value ->> 'stamp'
        FROM changed AS row
        WHERE "OrganizationId" = @org AND "Id" = row.contact
        """;

    public const string ConsentMarketing = """
        UPDATE "Contacts" SET "MarketingConsent" = 'given', "MarketingConsentAt" = @at, "UpdatedAt" = @now
        WHERE "OrganizationId" = @org AND "Id" IN (SELECT value FROM json_each(@ids)) AND "MarketingConsent" = 'unknown'
        """;

    public const string ConsentUtility = """
        UPDATE "Contacts" SET "UtilityConsent" = 'given', "UtilityConsentAt" = @at, "UpdatedAt" = @now
        WHERE "OrganizationId" = @org AND "Id" IN (SELECT value FROM json_each(@ids)) AND "UtilityConsent" = 'unknown'
        """;

    public const string ConsentEntries = """
        INSERT INTO "ConsentEntries" ("OrganizationId", "ContactId", "Purpose", "State", "At", "Source", "RecordedAt", "ActorKind", "ActorId")
        SELECT c."OrganizationId", c."Id", @purpose, 'given', @at, @source, @now, 'person', @actor
        FROM json_each(@ids) AS row
        JOIN "Contacts" AS c ON c."OrganizationId" = @org AND c."Id" = row.value
        """;

    // A list may have been deleted meanwhile.
    public const string List = """
        INSERT OR IGNORE INTO "ContactListEntries" ("OrganizationId", "ListId", "ContactId")
        SELECT l."OrganizationId", l."Id", row.value
        FROM json_each(@ids) AS row
        JOIN "ContactLists" AS l ON l."OrganizationId" = @org AND l."Id" = @list
        """;

    public const string Tag = """
        INSERT OR IGNORE INTO "ContactTagEntries" ("OrganizationId", "TagId", "ContactId")
        SELECT t."OrganizationId", t."Id", row.value ->> 'contact'
        FROM json_each(@rows) AS row
        JOIN "ContactTags" AS t ON t."OrganizationId" = @org AND t."Id" = row.value ->> 'tag'
        """;
}
