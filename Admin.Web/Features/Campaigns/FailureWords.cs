using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns;

/// <summary>What a code means, and what to do about it.</summary>
internal static class FailureWords
{
    /// <summary>Whether WhatsApp said it; its codes are numbers, ours are words.</summary>
    public static bool IsOfWhatsApp(string? code) => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The code in words; a code that nobody knows yet says so.</summary>
    public static string Means(IStringLocalizer texts, string code)
    {
        if (texts["Means_" + code] is { ResourceNotFound: false } known)
            return known;
        // WhatsApp keeps the whole range for missing permissions.
        var isPermission = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and <= 299;
        return texts[isPermission ? nameof(FailureTexts.Means_200) : nameof(FailureTexts.Means_unknown)];
    }

    /// <summary>For this very code where it needs its own advice, otherwise for its class.</summary>
    public static string Do(IStringLocalizer texts, ReasonCount reason)
    {
        if (texts["Do_" + reason.Code] is { ResourceNotFound: false } own)
            return own;
        if (reason.Class is { } named)
            return texts["Class_" + named];
        return texts[reason.State == RecipientState.Ambiguous ? nameof(FailureTexts.Do_ambiguous) : nameof(FailureTexts.Do_other)];
    }
}
