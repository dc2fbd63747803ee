using System.Text;
using System.Text.RegularExpressions;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Finds a phone in a text however people write it: with or without plus sign, country and (in Brazil) ninth digit, with spaces, dots,
/// hyphens and brackets between its digits. Part of a longer number is not it.
/// </summary>
public sealed class PhoneText
{
    /// <summary>What stands in its place.</summary>
    public const string Gone = "•••••";

    private const int TailLength = 4;
    private const string Between = @"[\s().\-]*";

    // Two digits of area and eight: what is shorter could be anything.
    private const int ShortestAlone = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex _written;
    private readonly byte[][] _ids;

    /// <param name="phones">E.164, all writings of one phone.</param>
    public PhoneText(IReadOnlyCollection<string> phones)
    {
        Tail = phones.First()[^TailLength..];
        _ids = [.. phones.Select(p => Encoding.ASCII.GetBytes(p[1..]))];
        var patterns = phones.SelectMany(Written).Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length);
        _written = new Regex($@"(?<!\d)\+?(?:{string.Join('|', patterns)})(?!\d)", RegexOptions.CultureInvariant, Patience);
    }

    /// <summary>The last four digits, which people write together: what a database can look for first.</summary>
    public string Tail { get; }

    public bool IsIn(string? text) => text is not null && _written.IsMatch(text);

    public string Without(string text) => _written.Replace(text, Gone);

    /// <summary>Whether bytes of WhatsApp's name it: digits with the country, which nothing parts.</summary>
    public bool IsIn(ReadOnlySpan<byte> body)
    {
        foreach (var id in _ids)
        {
            if (body.IndexOf(id) >= 0)
                return true;
        }

        return false;
    }

    private static IEnumerable<string> Written(string phone)
    {
        var digits = phone[1..];
        yield return Apart(digits);
        var alone = digits[CountryCodes.Length(phone)..];
        if (alone.Length >= ShortestAlone)
            yield return Apart(alone);
    }

    private static string Apart(string digits) => string.Join(Between, digits.ToCharArray());
}
