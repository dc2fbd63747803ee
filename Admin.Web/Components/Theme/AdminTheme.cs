using MudBlazor;

namespace Admin.Web.Components.Theme;

/// <summary>The look: every colour, font, radius and shadow. No other file holds a colour value; css reads them as variables.</summary>
internal static class AdminTheme
{
    public const string TextFont = "Inter Variable";
    public const string CodeFont = "JetBrains Mono Variable";
    public const string Radius = "8px";

    public static ThemeColours Light { get; } = new()
    {
        Ground = "#f6f8f8",
        Surface = "#ffffff",
        Sunken = "#eff3f2",
        Line = "#dfe6e5",
        LineStrong = "#b9c6c4",
        Ink = "#13201e",
        InkSoft = "#435350",
        InkFaint = "#5d6d6a",
        Accent = "#0f766e",
        AccentStrong = "#0a5a54",
        AccentSoft = "#e0f1ef",
        OnAccent = "#ffffff",
        Danger = "#b42318",
        DangerSoft = "#fdecea",
        OnDanger = "#ffffff",
        Warn = "#8a5a00",
        WarnSoft = "#fcf2dc",
        Info = "#1b5fa8",
        InfoSoft = "#e6f0fa",
        Veil = "rgba(16, 30, 28, 0.38)",
        Shadow = "0 8px 28px rgba(16, 30, 28, 0.14), 0 1px 3px rgba(16, 30, 28, 0.10)",
        Status = new("#b4c1bf", "#7c8b88", "#2f7fd6", "#1b8fb0", "#17998d", "#0a5a54", "#cf3b2e", "#c98a12", "#c3cdcb"),
    };

    public static ThemeColours Dark { get; } = new()
    {
        Ground = "#0d1312",
        Surface = "#141b1a",
        Sunken = "#1b2423",
        Line = "#283331",
        LineStrong = "#455451",
        Ink = "#e4ebea",
        InkSoft = "#b0bdba",
        InkFaint = "#8d9c98",
        Accent = "#4fc3b6",
        AccentStrong = "#7cd9cf",
        AccentSoft = "#12312e",
        OnAccent = "#04211e",
        Danger = "#ff8d80",
        DangerSoft = "#3a1a17",
        OnDanger = "#2b0704",
        Warn = "#f0b64c",
        WarnSoft = "#33270e",
        Info = "#82b7f3",
        InfoSoft = "#142a42",
        Veil = "rgba(3, 7, 6, 0.62)",
        Shadow = "0 10px 32px rgba(0, 0, 0, 0.50), 0 1px 3px rgba(0, 0, 0, 0.40)",
        Status = new("#50605d", "#83928f", "#5b9fe8", "#45b3d0", "#3ec2b3", "#8ce0d7", "#f2695c", "#e0a63a", "#3a4745"),
    };

    public static MudTheme Mud { get; } = new()
    {
        PaletteLight = MudPalette.Fill(new PaletteLight(), Light),
        PaletteDark = MudPalette.Fill(new PaletteDark(), Dark),
        Typography = MudPalette.Typography(),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = Radius },
    };
}
