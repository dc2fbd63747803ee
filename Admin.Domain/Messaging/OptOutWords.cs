using System.Globalization;
using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging;

/// <summary>
/// The words by which a person who answers wants no more campaigns: each as a whole message. Case, accents, and whatever surrounds
/// the text that is no letter or digit are ignored, so that <c>"Sair!"</c> means SAIR and <c>não quero sair</c> means nothing.
/// </summary>
public sealed class OptOutWords
{
    public const int MaxCount = 20;
    public const int WordMaxLength = 40;

    private readonly HashSet<string> _wanted;

    private OptOutWords(IReadOnlyList<string> words)
    {
        Words = words;
        _wanted = words.Select(Plain).ToHashSet(StringComparer.Ordinal);
    }

    public static OptOutWords Default { get; } = new(["SAIR", "PARAR", "CANCELAR", "STOP"]);

    /// <summary>What quick-reply buttons of this meaning carry, whatever an organization's words are.</summary>
    private static readonly HashSet<string> Payloads =
        new[] { "STOP PROMOTIONS", "UNSUBSCRIBE", "OPT OUT", "OPT_OUT", "OPTOUT", "OPT-OUT", "PARAR PROMOÇÕES", "CANCELAR INSCRIÇÃO", "DESCADASTRAR" }
            .Select(Plain).ToHashSet(StringComparer.Ordinal);

    /// <summary>As they were written.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>What an organization keeps; null: the default.</summary>
    public static OptOutWords Of(string? kept) => kept is null ? Default : new(kept.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Checks what a person gives: repeated and empty ones are left out, at least one must be left.</summary>
    public static Result<OptOutWords> Read(IReadOnlyList<string?> given)
    {
        var words = given.Select(w => w?.Trim() ?? "").Where(w => w.Length > 0).DistinctBy(Plain, StringComparer.Ordinal).ToList();
        if (words.Count is 0 or > MaxCount)
            return OrganizationErrors.KeywordsInvalid;
        return words.Any(w => w.Length > WordMaxLength || w.Any(char.IsControl) || Plain(w).Length == 0) ? OrganizationErrors.KeywordsInvalid : new OptOutWords(words);
    }

    /// <summary>Whether a message as a whole is one of the words.</summary>
    public bool IsSaid(string? text) => text is { Length: > 0 and <= 4 * WordMaxLength } && _wanted.Contains(Plain(text));

    /// <summary>Whether a pressed button means it, by its payload or its text.</summary>
    public bool IsPressed(string? payload, string? text) => IsMeant(payload) || IsMeant(text);

    /// <summary>One word a line, as an organization keeps them.</summary>
    public override string ToString() => string.Join('\n', Words);

    private bool IsMeant(string? said) => IsSaid(said) || (said is { Length: > 0 and <= 4 * WordMaxLength } && Payloads.Contains(Plain(said)));

    // Upper case, without accents, one space between words, nothing around them.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control:
                    gap = true;
                    break;
                default:
                    if (gap && plain.Length > 0)
                        plain.Append(' ');
                    gap = false;
                    plain.Append(Rune.ToUpperInvariant(rune).ToString());
                    break;
            }
        }

        return Inside(plain.ToString());
    }

    private static string Inside(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        var first = runes.FindIndex(Rune.IsLetterOrDigit);
        return first < 0 ? "" : string.Concat(runes[first..(runes.FindLastIndex(Rune.IsLetterOrDigit) + 1)]);
    }
}
