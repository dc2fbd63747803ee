using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns.Editing;

internal static class EditingWords
{
    /// <summary>What differs, by the names of its texts.</summary>
    public static string List(IStringLocalizer<EditingTexts> loc, IReadOnlyList<string> differences) =>
        differences.Count == 0 ? loc[nameof(EditingTexts.NothingHere)] : string.Join(", ", differences.Select(d => loc[d].Value));
}
