namespace Admin.Domain.Campaigns.Walls;

/// <summary>What a person or a program gives for a link; unchecked.</summary>
/// <param name="Campaign">Null: all campaigns in motion.</param>
/// <param name="Hours">How long the link works, 1 to <see cref="MostHours"/>.</param>
public sealed record WallLinkDraft(string? Label, CampaignId? Campaign, int Hours, bool ShowsNames)
{
    public const int MostHours = 90 * 24;
}

/// <summary>A link as people see it: everything but the token.</summary>
/// <param name="CampaignName">Null where it shows all campaigns.</param>
/// <param name="CreatedBy">The maker's name; null if no longer known.</param>
public sealed record WallLinkView(WallLinkId Id, string Label, CampaignId? Campaign, string? CampaignName, bool ShowsNames, string? CreatedBy, DateTime CreatedAt, DateTime ExpiresAt, DateTime? RevokedAt);

/// <summary>A link just made. The token is in no other answer.</summary>
public sealed record CreatedWallLink(WallLinkView Link, string Token)
{
    public override string ToString() => $"{Link.Id} (token not shown)";
}
