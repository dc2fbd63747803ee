using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.RateLimits;

/// <summary>Policies in the reader's words.</summary>
internal static class RateLimitWords
{
    private const long Minute = 60;
    private const long Hour = 3600;
    private const long Day = 86_400;

    /// <summary>The policy's name where the application knows it, otherwise what its configuration says about it.</summary>
    public static string Name(IStringLocalizer<RateLimitTexts> texts, string policy, string description)
    {
        var name = texts["Policy_" + policy];
        return !name.ResourceNotFound ? name.Value : description.Length > 0 ? description : policy;
    }

    /// <summary>Such as "100 per minute".</summary>
    public static string Rate(IStringLocalizer<RateLimitTexts> texts, long limit, long seconds)
    {
        var number = limit.ToString("N0", CultureInfo.CurrentCulture);
        return seconds switch
        {
            1 => texts[nameof(RateLimitTexts.PerSecond), number],
            Minute => texts[nameof(RateLimitTexts.PerMinute), number],
            Hour => texts[nameof(RateLimitTexts.PerHour), number],
            Day => texts[nameof(RateLimitTexts.PerDay), number],
            _ => texts[nameof(RateLimitTexts.PerSeconds), number, seconds],
        };
    }

    /// <summary>What is counted by: "address, and account".</summary>
    public static string Key(IStringLocalizer<RateLimitTexts> texts, string key) =>
        string.Join(texts[nameof(RateLimitTexts.AndSeparately)], key.Split(',').Select(c => string.Join(texts[nameof(RateLimitTexts.OrElse)], c.Split('|').Select(a => string.Join(" + ", a.Split('+').Select(p => texts["Key_" + p].Value))))));
}
