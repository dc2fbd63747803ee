using System.Globalization;
using System.Text;

namespace Admin.Domain.Organizations;

/// <summary>Makes the part of an address that names an organization.</summary>
internal static class Slugs
{
    private const string Fallback = "organization";

    /// <summary>Lower-case ASCII letters, digits and single hyphens: <c>Café do Zé</c> becomes <c>cafe-do-ze</c>.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var text = slug.ToString().Trim('-');
        // Room for a number that tells namesakes apart.
        if (text.Length > Organization.SlugMaxLength - 6)
            text = text[..(Organization.SlugMaxLength - 6)].Trim('-');
        return text.Length > 0 ? text : Fallback;
    }

    /// <summary>The first of <c>slug</c>, <c>slug-2</c>, <c>slug-3</c>… that is free.</summary>
    public static string FreeAmong(IReadOnlySet<string> taken, string slug) =>
        Enumerable.Range(1, taken.Count + 1).Select(i => i == 1 ? slug : $"{slug}-{i.ToString(CultureInfo.InvariantCulture)}").First(s => !taken.Contains(s));
}
