using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Admin.Bench;

/// <summary>Lists of contacts, written straight into a database that nobody else writes meanwhile: how they came there is not what is measured.</summary>
internal static class BenchContacts
{
    /// <summary>Adds an organization's list of so many contacts; answers its id.</summary>
    public static async Task<Guid> AddAsync(string database, string slug, int count)
    {
        var list = Guid.CreateVersion7();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        await connection.OpenAsync();
        await RunAsync(connection, "PRAGMA synchronous=OFF");
        await using var transaction = await connection.BeginTransactionAsync();
        var organization = (await ScalarAsync(connection, """SELECT "Id" FROM "Organizations" WHERE "Slug" = @slug""", ("@slug", slug)))!;
        (string, object)[] parameters = [("@org", organization), ("@list", Text(list)), ("@count", count), ("@now", "2026-01-01 00:00:00"), ("@stamp", Text(Guid.CreateVersion7()))];
        await RunAsync(connection, """
            INSERT INTO "ContactLists" ("OrganizationId", "Id", "Name", "NormalizedName", "CreatedAt", "Stamp") VALUES (@org, @list, 'Everybody', 'everybody', @now, @stamp);
            WITH RECURSIVE person(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM person WHERE i + 1 < @count)
            INSERT INTO "Contacts" ("OrganizationId", "Id", "Phone", "Name", "SearchName", "Fields", "CreatedAt", "UpdatedAt", "Stamp")
            SELECT @org, printf('01900000-0000-7000-8000-%012X', i), '+55219' || (10000000 + i), 'Person ' || i, 'person ' || i,
                json_object('name', 'Person ' || i, 'order', CAST(i AS TEXT)), @now, @now, @stamp FROM person;
            INSERT INTO "ContactListEntries" ("OrganizationId", "ListId", "ContactId")
            SELECT @org, @list, "Id" FROM "Contacts" WHERE "OrganizationId" = @org AND "Id" LIKE '01900000-0000-7000-8000-%';
            """, parameters);
        await transaction.CommitAsync();
        await RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return list;
    }

    /// <summary>Two thirds of an organization's contacts consent to marketing, half carry the tag <c>half</c>, one in a hundred <c>few</c>, one in fifty has opted out.</summary>
    public static async Task DescribeAsync(string database, string slug)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        await connection.OpenAsync();
        await RunAsync(connection, "PRAGMA synchronous=OFF");
        await using var transaction = await connection.BeginTransactionAsync();
        var organization = (await ScalarAsync(connection, """SELECT "Id" FROM "Organizations" WHERE "Slug" = @slug""", ("@slug", slug)))!;
        (string, object)[] parameters = [("@org", organization), ("@half", Text(Guid.CreateVersion7())), ("@few", Text(Guid.CreateVersion7())), ("@now", "2026-01-01 00:00:00")];
        await RunAsync(connection, """
            UPDATE "Contacts" SET "MarketingConsent" = 'given', "MarketingConsentAt" = @now WHERE "OrganizationId" = @org AND CAST(SUBSTR("Phone", 6) AS INTEGER) % 3 > 0;
            INSERT INTO "ContactTags" ("OrganizationId", "Id", "Name", "NormalizedName", "CreatedAt") VALUES (@org, @half, 'half', 'half', @now), (@org, @few, 'few', 'few', @now);
            INSERT INTO "ContactTagEntries" ("OrganizationId", "TagId", "ContactId")
            SELECT @org, @half, "Id" FROM "Contacts" WHERE "OrganizationId" = @org AND CAST(SUBSTR("Phone", 6) AS INTEGER) % 2 = 0;
            INSERT INTO "ContactTagEntries" ("OrganizationId", "TagId", "ContactId")
            SELECT @org, @few, "Id" FROM "Contacts" WHERE "OrganizationId" = @org AND CAST(SUBSTR("Phone", 6) AS INTEGER) % 100 = 7;
            INSERT INTO "OptOuts" ("OrganizationId", "Phone", "Source", "CreatedAt")
            SELECT @org, "Phone", 'bench', @now FROM "Contacts" WHERE "OrganizationId" = @org AND CAST(SUBSTR("Phone", 6) AS INTEGER) % 50 = 3;
            """, parameters);
        await transaction.CommitAsync();
        await RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Notes of everybody below an ordinal who is still pending that the message was sent.</summary>
    public static async Task SentAsync(string database, long campaign, int below)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        await connection.OpenAsync();
        await RunAsync(
            connection,
            """UPDATE "Recipients" SET "State" = 'sent', "Wamid" = 'wamid.' || hex(randomblob(24)), "Version" = "Version" + 1 WHERE "CampaignKey" = @key AND "Ordinal" < @below AND "State" = 'pending'""",
            ("@key", campaign),
            ("@below", below));
    }

    // As the provider writes it.
    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();

    private static async Task RunAsync(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteScalarAsync();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
