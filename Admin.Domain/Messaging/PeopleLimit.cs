using System.Globalization;

namespace Admin.Domain.Messaging;

/// <summary>
/// How many different people a business portfolio may write to in a moving 24 hours, from WhatsApp's words
/// (<c>whatsapp_business_manager_messaging_limit</c>, <c>max_daily_conversations_per_business</c>).
/// </summary>
public static class PeopleLimit
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private const string Tier = "TIER_";
    private const int Thousand = 1000;

    /// <summary>250 for <c>TIER_250</c> or <c>250</c>, 100,000 for <c>TIER_100K</c>; null when there is no limit, or none that is understood.</summary>
    public static int? Of(string? words)
    {
        if (words is null)
            return null;
        var text = words.StartsWith(Tier, StringComparison.OrdinalIgnoreCase) ? words.AsSpan(Tier.Length) : words;
        var isThousands = text is [.., 'K' or 'k'];
        if (!int.TryParse(isThousands ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people == 0)
            return null;
        return isThousands ? people * Thousand : people;
    }
}
