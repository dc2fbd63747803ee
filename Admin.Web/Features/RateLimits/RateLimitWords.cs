using System.Globalization;
using Admin.Domain.RateLimiting.Watching;
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

    /// <summary>As a consumer: everybody in the organization.</summary>
    public const string WholeOrganization = "organization";

    /// <summary>Such as "Ana", "Address 203.0.113.9" or "The platform itself".</summary>
    /// <param name="names">Names by consumer.</param>
    public static string Consumer(IStringLocalizer<RateLimitTexts> texts, string consumer, IReadOnlyDictionary<string, string> names)
    {
        var parts = consumer.Split(':', 2);
        return (parts[0], names.GetValueOrDefault(consumer)) switch
        {
            (WholeOrganization, null) when parts.Length == 1 => texts[nameof(RateLimitTexts.WholeOrganization)],
            (RateConsumer.System or RateConsumer.Others, _) => texts["Consumer_" + parts[0]],
            ("address", _) => texts[nameof(RateLimitTexts.Consumer_address), parts[1]],
            ("token" or "number", { } name) => texts["Consumer_" + parts[0], name],
            (_, { } name) => name,
            _ => texts[nameof(RateLimitTexts.Consumer_gone)],
        };
    }

    /// <summary>What is counted by: "address, and account".</summary>
    public static string Key(IStringLocalizer<RateLimitTexts> texts, string key) =>
        string.Join(texts[nameof(RateLimitTexts.AndSeparately)], key.Split(',').Select(c => string.Join(texts[nameof(RateLimitTexts.OrElse)], c.Split('|').Select(a => string.Join(" + ", a.Split('+').Select(p => texts["Key_" + p].Value))))));
}
