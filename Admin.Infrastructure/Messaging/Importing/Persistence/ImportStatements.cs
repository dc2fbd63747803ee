namespace Admin.Infrastructure.Messaging.Importing.Persistence;

/// <summary>The set-based statements of imports in one database's words. Parameters are named alike in all; sets come as JSON.</summary>
/// <param name="Add">@org @now @rows {id, phone, name, search, fields, marketing, utility, marketing_at, utility_at, stamp}.</param>
/// <param name="Change">@org @now @rows {id, name, search, fields, stamp}.</param>
/// <param name="ConsentMarketing">@org @ids @at @now: of those of whom nothing is known.</param>
/// <param name="ConsentUtility">The same for the other purpose.</param>
/// <param name="ConsentEntries">@org @ids @purpose @at @source @now @actor.</param>
/// <param name="List">@org @list @ids.</param>
/// <param name="Tag">@org @rows {tag, contact}.</param>
internal sealed record ImportStatements(string Add, string Change, string ConsentMarketing, string ConsentUtility, string ConsentEntries, string List, string Tag)
{
    public static ImportStatements Sqlite { get; } = new(
        SqliteImportStatements.Add, SqliteImportStatements.Change, SqliteImportStatements.ConsentMarketing, SqliteImportStatements.ConsentUtility, SqliteImportStatements.ConsentEntries, SqliteImportStatements.List, SqliteImportStatements.Tag);

    public static ImportStatements SqlServer { get; } = new(
        SqlServerImportStatements.Add, SqlServerImportStatements.Change, SqlServerImportStatements.ConsentMarketing, SqlServerImportStatements.ConsentUtility, SqlServerImportStatements.ConsentEntries, SqlServerImportStatements.List, SqlServerImportStatements.Tag);
}
