namespace Admin.Infrastructure.Campaigns.Persistence;

internal static class SqliteCampaignStatements
{
    public const string Add = """
        INSERT INTO "Recipients" ("OrganizationId", "CampaignKey", "Ordinal", "Phone", "Fields", "State", "Attempts", "NextAttemptAt", "Version")
        SELECT @org, @key, @first + json_extract(row.value, '$.index'), json_extract(row.value, '$.phone'), json_extract(row.value, '$.fields'), 'pending', 0, @due, 0
        FROM json_each(@rows) AS row
        WHERE NOT EXISTS (
            SELECT 1 FROM "Recipients" AS r
            WHERE r."CampaignKey" = @key AND r."OrganizationId" = @org AND r."Phone" = json_extract(row.value, '$.phone'))
        """;

    // The plus sign keeps SQLite from reading in the order of an index by phone, which holds all of the organization's campaigns.
    public const string AddPart = """
        INSERT INTO "Recipients" ("OrganizationId", "CampaignKey", "Ordinal", "Phone", "Fields", "State", "Attempts", "NextAttemptAt", "Version")
        SELECT @org, @key, @first + ROW_NUMBER() OVER (ORDER BY +p."Phone") - 1, p."Phone", p."Fields", 'pending', 0, @due, 0
        FROM __people__ AS p
        WHERE NOT EXISTS (
            SELECT 1 FROM "Recipients" AS r
            WHERE r."CampaignKey" = @key AND r."OrganizationId" = @org AND r."Phone" = p."Phone")
        """;

    public const string SkipWithout = """
        UPDATE "Recipients" SET "State" = 'skipped', "Reason" = @reason, "Version" = "Version" + 1
        WHERE "OrganizationId" = @org AND "CampaignKey" = @key AND "State" = 'pending'
            AND TRIM(COALESCE(json_extract("Fields", @path), '')) = ''
        """;

    // The plus sign keeps SQLite from the organization's index, by which it would read the whole campaign instead of a hundred rows.
    public const string Claim = """
        UPDATE "Recipients" SET "ClaimToken" = @token, "ClaimedUntil" = @until, "Version" = "Version" + 1
        WHERE +"OrganizationId" = @org AND "CampaignKey" = @key AND "Ordinal" IN (
            SELECT "Ordinal" FROM "Recipients"
            WHERE "OrganizationId" = @org AND "CampaignKey" = @key AND "State" = 'pending' AND "NextAttemptAt" <= @now
                AND ("ClaimedUntil" IS NULL OR "ClaimedUntil" < @now OR "ClaimedUntil" > @latest)
            ORDER BY "NextAttemptAt", "Ordinal"
            LIMIT @take)
        AND EXISTS (
            SELECT 1 FROM "Campaigns"
            WHERE "OrganizationId" = @org AND "Key" = @key AND "Status" IN ('running', 'stalled') AND "Epoch" = @epoch)
        RETURNING *
        """;

    // The plus sign as in the claim.
    public const string Read = """
        SELECT * FROM "Recipients"
        WHERE +"OrganizationId" = @org AND "CampaignKey" = @key AND "Ordinal" IN (SELECT value FROM json_each(@ordinals))
        """;

    // Materialized, and the key through its rows: otherwise SQLite reads the whole campaign and parses the JSON anew for each of its recipients.
    public const string Save = """
        WITH saved AS MATERIALIZED (SELECT value, @key AS key FROM json_each(@rows))
        UPDATE "Recipients" SET
            "State" = json_extract(row.value, '$.state'),
            "Reason" = json_extract(row.value, '$.reason'),
            "Attempts" = json_extract(row.value, '$.attempts'),
            "AttemptId" = json_extract(row.value, '$.attempt_id'),
            "NumberId" = json_extract(row.value, '$.number_id'),
            "NextAttemptAt" = json_extract(row.value, '$.next_attempt_at'),
            "ClaimToken" = json_extract(row.value, '$.claim_token'),
            "ClaimedUntil" = json_extract(row.value, '$.claimed_until'),
            "Wamid" = json_extract(row.value, '$.wamid'),
            "Errors" = json_extract(row.value, '$.errors'),
            "SentAt" = json_extract(row.value, '$.sent_at'),
            "DeliveredAt" = json_extract(row.value, '$.delivered_at'),
            "ReadAt" = json_extract(row.value, '$.read_at'),
            "FailedAt" = json_extract(row.value, '$.failed_at'),
            "Version" = "Version" + 1
        FROM saved AS row
        WHERE +"OrganizationId" = @org AND "CampaignKey" = row.key
            AND "Ordinal" = json_extract(row.value, '$.ordinal') AND "Version" = json_extract(row.value, '$.version')
        """;

    public const string AddToBucket = """
        INSERT INTO "CampaignBuckets" ("OrganizationId", "CampaignKey", "At", "Seconds", "Accepted", "Delivered", "Read", "Failed")
        SELECT "OrganizationId", "Key", @at, @seconds, @accepted, @delivered, @read, @failed
        FROM "Campaigns" WHERE "OrganizationId" = @org AND "Key" = @key
        ON CONFLICT ("CampaignKey", "At") DO UPDATE SET
            "Accepted" = "Accepted" + excluded."Accepted",
            "Delivered" = "Delivered" + excluded."Delivered",
            "Read" = "Read" + excluded."Read",
            "Failed" = "Failed" + excluded."Failed"
        """;
}
