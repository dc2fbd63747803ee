namespace Admin.Infrastructure.Campaigns.Persistence;

/// <summary>The set-based statements on the ledger in one database's words. Parameters are named alike in all.</summary>
/// <param name="Add">@org @key @first @now @rows.</param>
/// <param name="AddPart">@org @key @first @due; people stand in it as in <see cref="PeopleSql"/>.</param>
/// <param name="SkipWithout">@org @key @path @reason.</param>
/// <param name="Claim">@org @key @epoch @take @now @until @token; answers the claimed rows.</param>
/// <param name="Read">@org @key @ordinals; answers the rows.</param>
/// <param name="Save">@org @key @rows.</param>
/// <param name="AddToBucket">@org @key @at @seconds @accepted @delivered @read @failed.</param>
internal sealed record CampaignStatements(string Add, string AddPart, string SkipWithout, string Claim, string Read, string Save, string AddToBucket)
{
    public static CampaignStatements Sqlite { get; } = new(SqliteCampaignStatements.Add, SqliteCampaignStatements.AddPart, SqliteCampaignStatements.SkipWithout, SqliteCampaignStatements.Claim, SqliteCampaignStatements.Read, SqliteCampaignStatements.Save, SqliteCampaignStatements.AddToBucket);

    public static CampaignStatements SqlServer { get; } = new(SqlServerCampaignStatements.Add, SqlServerCampaignStatements.AddPart, SqlServerCampaignStatements.SkipWithout, SqlServerCampaignStatements.Claim, SqlServerCampaignStatements.Read, SqlServerCampaignStatements.Save, SqlServerCampaignStatements.AddToBucket);
}
