namespace Admin.Infrastructure.Campaigns.Persistence;

/// <summary>The set-based statements on the ledger in one database's words. Parameters are named alike in all.</summary>
/// <param name="Add">@org @key @first @now @rows.</param>
/// <param name="AddList">@org @key @first @now @list.</param>
/// <param name="SkipWithout">@org @key @path @reason.</param>
/// <param name="Claim">@org @key @epoch @take @now @until @token; answers the claimed rows.</param>
/// <param name="Read">@org @key @ordinals; answers the rows.</param>
/// <param name="Save">@org @key @rows.</param>
/// <param name="AddToBucket">@org @key @at @seconds @accepted @delivered @read @failed.</param>
internal sealed record CampaignStatements(string Add, string AddList, string SkipWithout, string Claim, string Read, string Save, string AddToBucket)
{
    public static CampaignStatements Sqlite { get; } = new(SqliteCampaignStatements.Add, SqliteCampaignStatements.AddList, SqliteCampaignStatements.SkipWithout, SqliteCampaignStatements.Claim, SqliteCampaignStatements.Read, SqliteCampaignStatements.Save, SqliteCampaignStatements.AddToBucket);

    public static CampaignStatements SqlServer { get; } = new(SqlServerCampaignStatements.Add, SqlServerCampaignStatements.AddList, SqlServerCampaignStatements.SkipWithout, SqlServerCampaignStatements.Claim, SqlServerCampaignStatements.Read, SqlServerCampaignStatements.Save, SqlServerCampaignStatements.AddToBucket);
}
