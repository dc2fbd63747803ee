using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Admin.Tests.Web;

/// <summary>Both languages say everything, with the same placeholders, and pages hold no words of their own.</summary>
public sealed partial class TextsTests
{
    private static readonly string WebRoot = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "Admin.Web"));

    public static TheoryData<string> EnglishFiles() =>
        [.. Directory.EnumerateFiles(WebRoot, "*Texts.resx", SearchOption.AllDirectories).Where(IsSource).Select(f => Path.GetRelativePath(WebRoot, f))];

    public static TheoryData<string> RazorFiles() =>
        [.. Directory.EnumerateFiles(WebRoot, "*.razor", SearchOption.AllDirectories).Where(IsSource).Select(f => Path.GetRelativePath(WebRoot, f))];

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void Texts_BothLanguages_HaveTheSameKeys(string file)
    {
        var portuguese = file.Replace(".resx", ".pt-BR.resx", StringComparison.Ordinal);

        Assert.True(File.Exists(Path.Combine(WebRoot, portuguese)), $"{portuguese} is missing");
        Assert.Equal(Read(file).Keys.Order(StringComparer.Ordinal), Read(portuguese).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EnglishFiles))]
    public void Texts_BothLanguages_HaveTheSamePlaceholdersAndNoEmptyText(string file)
    {
        var english = Read(file);
        var portuguese = Read(file.Replace(".resx", ".pt-BR.resx", StringComparison.Ordinal));

        var faults = english.Where(t => string.IsNullOrWhiteSpace(t.Value) || string.IsNullOrWhiteSpace(portuguese.GetValueOrDefault(t.Key)) || !Holes(t.Value).SetEquals(Holes(portuguese[t.Key])));

        Assert.Empty(faults.Select(f => f.Key));
    }

    [Theory]
    [MemberData(nameof(RazorFiles))]
    public void Razor_Markup_HoldsNoVisibleWords(string file)
    {
        var markup = Markup(File.ReadAllText(Path.Combine(WebRoot, file)));

        var words = BetweenTags().Matches(markup).Select(m => m.Groups["text"].Value)
            .Concat(SpokenAttributes().Matches(markup).Select(m => m.Groups["text"].Value))
            .Where(text => Word().IsMatch(Entities().Replace(text, " ")))
            .Where(text => !SameEverywhere.Contains(text.Trim()) && !Identifier().IsMatch(text.Trim()));

        Assert.Empty(words);
    }

    // Names of keys, of languages and of technical things are the same in every language.
    private static readonly HashSet<string> SameEverywhere = new(StringComparer.Ordinal) { "Ctrl K", "Ctrl C", "Ctrl", "Enter", "Esc", "English", "Português", "Português (Brasil)", "Id", "SQL", "CSV", "JSON", "TLS", "true", "false", "Shift+Alt+F", "Ctrl+S", "admin", "-----BEGIN CERTIFICATE-----", "customers.phone: LGPD", "10.0.0.0/8, 2001:db8::/32" };

    private static bool IsSource(string file) => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(WebRoot, file)).Root!.Elements("data").ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!, StringComparer.Ordinal);

    private static HashSet<string> Holes(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups["n"].Value)];

    // What the page says itself: without code, comments, directives, styles and expressions.
    private static string Markup(string razor)
    {
        var text = Comments().Replace(razor, "");
        var code = CodeBlock().Match(text);
        text = code.Success ? text[..code.Index] : text;
        text = Directives().Replace(text, "");
        text = WithoutExpressions(text);
        return ControlLines().Replace(text, "");
    }

    private static string WithoutExpressions(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '@' || i + 1 == text.Length)
            {
                kept.Append(text[i]);
                continue;
            }

            i = EndOfExpression(text, i + 1);
        }

        return kept.ToString();
    }

    private static int EndOfExpression(string text, int i)
    {
        var start = i;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '.' or '_' or '!' or '?' or '(' or '['))
        {
            if (text[i] is '(' or '[')
                i = Closing(text, i);
            i++;
        }

        // "if (…)" has a space before its condition.
        return text[start..i] is "if" or "for" or "foreach" or "switch" or "while" && i + 1 < text.Length && text[i] == ' ' && text[i + 1] == '(' ? Closing(text, i + 1) : i - 1;
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] is '(' or '[' or '{' ? 1 : text[i] is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return text.Length - 1;
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"\{(?<n>\d+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|<style.*?</style>|<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^@code\b|^@functions\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^@(page|using|inject|inherits|implements|attribute|layout|namespace|typeparam|rendermode|preservewhitespace)\b.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Directives();

    // What is left of @if, else, @foreach, switch and local statements once expressions are gone.
    [GeneratedRegex(@"^\s*(else|if|for|foreach|case|default|switch|break|while|var|await|_|using|private|return|\(|\{|\}|[\w.\[\]]+\s*[-+]?=[^>]).*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ControlLines();

    [GeneratedRegex(@"(?<![=\-?])>(?<text>[^<>{}@]*)<(?=[/a-zA-Z!])")]
    private static partial Regex BetweenTags();

    [GeneratedRegex(@"\s(?:title|placeholder|alt|aria-label|Label|Title|Text|HelperText|Placeholder)=""(?<text>[^""@]*)""")]
    private static partial Regex SpokenAttributes();

    [GeneratedRegex(@"&\w+;|&#\d+;")]
    private static partial Regex Entities();

    // An example such as PAYMENT_API_KEY.
    [GeneratedRegex(@"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
