using System.Text;
using System.Text.RegularExpressions;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Finds a person's name in a text, in whatever case, with or without its accents, and whatever stands between its words. A name of one
/// word is too many people's to say whose it is: it is not looked for.
/// </summary>
public sealed class NameText
{
    /// <summary>Letters that are hardly ever written with a mark: only these are sure to stand in the text as they are.</summary>
    private const string Plain = "bdfghjklmpqrtvwx";

    private const char LastAccented = '\u024F';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly Dictionary<char, string> Accented = FindAccented();

    private readonly Regex _written;

    private NameText(string[] words)
    {
        var patterns = words.Select(w => string.Concat(w.Select(Letter)));
        _written = new Regex($@"(?<!\p{{L}}){string.Join(@"[^\p{L}\p{N}]{0,5}", patterns)}(?!\p{{L}})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        Like = $"%{string.Concat(words.MaxBy(w => w.Length)!.Select(c => Plain.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal) ? c : '%'))}%";
    }

    /// <summary>What a database can look for first: a pattern of LIKE with no escapes in it, which finds too much rather than too little.</summary>
    public string Like { get; }

    /// <summary>Null for a name that tells nobody apart.</summary>
    public static NameText? Of(string? name)
    {
        var words = WordsOf(name ?? "");
        return words.Length > 1 ? new NameText(words) : null;
    }

    public bool IsIn(string text) => _written.IsMatch(text);

    public string Without(string text) => _written.Replace(text, PhoneText.Gone);

    private static string[] WordsOf(string name) =>
        new string([.. name.Normalize(NormalizationForm.FormC).Select(c => char.IsLetter(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static char Base(char letter) => letter.ToString().Normalize(NormalizationForm.FormD)[0];

    // As it is, without its marks, and with any other that its letter has in Latin: no letter means anything in a class.
    private static string Letter(char letter)
    {
        var plain = char.ToLowerInvariant(Base(letter));
        return $@"[{plain}{Accented.GetValueOrDefault(plain, "")}{letter}]\p{{M}}*";
    }

    private static Dictionary<char, string> FindAccented() => Enumerable.Range('\u00C0', LastAccented - '\u00C0' + 1).Select(c => (char)c)
        .Where(c => char.IsLower(c) && char.IsAsciiLetter(Base(c)))
        .GroupBy(Base)
        .ToDictionary(g => g.Key, g => string.Concat(g));
}
