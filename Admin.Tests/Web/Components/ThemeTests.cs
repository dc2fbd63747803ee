using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Admin.Web.Components.Shared;
using Admin.Web.Components.Theme;

namespace Admin.Tests.Web.Components;

public sealed partial class ThemeTests
{
    public static TheoryData<string, string, string> Pairs()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (mode, c) in new[] { ("light", AdminTheme.Light), ("dark", AdminTheme.Dark) })
        {
            foreach (var ground in new[] { c.Ground, c.Surface, c.Sunken })
            {
                data.Add(mode, c.Ink, ground);
                data.Add(mode, c.InkSoft, ground);
                data.Add(mode, c.InkFaint, ground);
                data.Add(mode, c.Accent, ground);
                data.Add(mode, c.Danger, ground);
            }

            data.Add(mode, c.OnAccent, c.Accent);
            data.Add(mode, c.OnDanger, c.Danger);
            data.Add(mode, c.AccentStrong, c.AccentSoft);
            data.Add(mode, c.Warn, c.WarnSoft);
            data.Add(mode, c.Info, c.InfoSoft);
            data.Add(mode, c.Ink, c.DangerSoft);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_OnItsGround_IsReadable(string mode, string text, string ground) =>
        Assert.True(Contrast(text, ground) >= 4.5, $"{mode}: {text} on {ground} has {Contrast(text, ground):F2}");

    [Fact]
    public void Status_EveryKnownOne_HasAColour()
    {
        var missing = StatusLook.Known.Where(s => !ThemeStylesheet.Css.Contains($"--a-status-{s}:", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void Colours_OutsideTheTheme_DoNotExist()
    {
        var web = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "..", "Admin.Web"));
        var files = Directory.EnumerateFiles(web, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".css" or ".razor" or ".js" or ".cs" or ".svg")
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => Path.GetFileName(f) != "AdminTheme.cs");

        Assert.Empty(files.Where(f => Hex().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(web, f)));
    }

    [Fact]
    public void Stylesheets_NameNoOtherHost()
    {
        var web = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", "..", "Admin.Web", "wwwroot"));
        var files = Directory.EnumerateFiles(web, "*.css", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(web, "*.js", SearchOption.AllDirectories));

        Assert.Empty(files.Where(f => Regex.IsMatch(File.ReadAllText(f), @"//[a-z0-9-]+\.[a-z]{2,}", RegexOptions.IgnoreCase)).Select(Path.GetFileName));
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"(?<![&\w/])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?![\w-])")]
    private static partial Regex Hex();
}
