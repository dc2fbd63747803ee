using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns.Editing;

internal static class EditingWords
{
    /// <summary>What differs, by the names of its texts.</summary>
    public static string List(IStringLocalizer<EditingTexts> loc, IReadOnlyList<string> differences) => List(loc, loc, differences);

    /// <inheritdoc cref="List(IStringLocalizer{EditingTexts}, IReadOnlyList{string})"/>
    /// <param name="names">Where these texts are.</param>
    public static string List(IStringLocalizer<EditingTexts> loc, IStringLocalizer names, IReadOnlyList<string> differences) =>
        differences.Count == 0 ? loc[nameof(EditingTexts.NothingHere)] : string.Join(", ", differences.Select(d => names[d].Value));
}
