using System.Globalization;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>What goes to WhatsApp with a message and comes back with each of its statuses: enough to find the recipient, nothing personal.</summary>
public sealed record AttemptKey(long CampaignKey, int Ordinal, Guid Attempt)
{
    private const string Prefix = "c1";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}.{CampaignKey}.{Ordinal}.{Attempt:N}");

    public static bool TryParse(string? text, out AttemptKey key)
    {
        key = null!;
        if (text?.Split('.') is not [Prefix, var campaign, var ordinal, var attempt]
            || !long.TryParse(campaign, NumberStyles.None, CultureInfo.InvariantCulture, out var campaignKey)
            || !int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !Guid.TryParseExact(attempt, "N", out var id))
            return false;
        key = new AttemptKey(campaignKey, number, id);
        return true;
    }
}
