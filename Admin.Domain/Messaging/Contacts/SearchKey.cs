using System.Globalization;
using System.Text;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>Names as they are searched and sorted by: nobody types all the accents of a name.</summary>
public static class SearchKey
{
    /// <summary>Lower case, without accents, single spaces; at most as long as the name.</summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        var space = false;
        foreach (var letter in name.Trim().Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(letter))
                space = true;
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                if (space)
                    key.Append(' ');
                space = false;
                key.Append(char.ToLowerInvariant(letter));
            }
        }

        // Some letters fall apart into more than one: the column is as wide as the name's.
        return key.Length > Contact.NameMaxLength ? key.ToString(0, Contact.NameMaxLength) : key.ToString();
    }
}
