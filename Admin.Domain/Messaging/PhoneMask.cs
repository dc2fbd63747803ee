using System.Text.RegularExpressions;

namespace Admin.Domain.Messaging;

/// <summary>Phones as people without <c>contacts.read_personal</c> see them: country, area and the last four digits.</summary>
public static partial class PhoneMask
{
    private const int Shown = 4;

    public static string Of(string phone)
    {
        if (phone.Length < 8 || phone[0] != '+')
            return "•••••";
        var tail = phone[^Shown..];
        if (phone.StartsWith("+55", StringComparison.Ordinal))
            return $"+55 {phone[3..5]} •••••-{tail}";
        // The North American and the Russian plan have one digit; two are enough of a hint for the others.
        var country = phone[1] is '1' or '7' ? phone[..2] : phone[..3];
        return $"{country} •••••-{tail}";
    }

    /// <summary>A text of people's, such as a file's name, in which whatever could be a phone keeps its last four digits.</summary>
    public static string InText(string text) => Long().Replace(text, found => "•••••-" + string.Concat(found.Value.Where(char.IsAsciiDigit))[^Shown..]);

    // Two digits of area and eight; what is shorter could be a date.
    [GeneratedRegex(@"(?<!\d)\+?\d([\s().\-]*\d){9,}(?!\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Long();
}
