using MudBlazor;

namespace Admin.Web.Components.Theme;

/// <summary>Hands our colours to MudBlazor under its names.</summary>
internal static class MudPalette
{
    private static readonly string[] TextFonts = [AdminTheme.TextFont, "system-ui", "sans-serif"];

    public static T Fill<T>(T palette, ThemeColours colours)
        where T : Palette
    {
        palette.Primary = colours.Accent;
        palette.PrimaryDarken = colours.AccentStrong;
        palette.PrimaryLighten = colours.AccentStrong;
        palette.PrimaryContrastText = colours.OnAccent;
        palette.Secondary = colours.InkSoft;
        palette.SecondaryContrastText = colours.Surface;
        palette.Tertiary = colours.Info;
        palette.TertiaryContrastText = colours.Surface;
        palette.Info = colours.Info;
        palette.InfoContrastText = colours.Surface;
        palette.Success = colours.Accent;
        palette.SuccessContrastText = colours.OnAccent;
        palette.Warning = colours.Warn;
        palette.WarningContrastText = colours.Surface;
        palette.Error = colours.Danger;
        palette.ErrorContrastText = colours.OnDanger;
        palette.Dark = colours.Ink;
        palette.DarkContrastText = colours.Surface;
        FillSurfaces(palette, colours);
        return palette;
    }

    public static Typography Typography()
    {
        var typography = new Typography();
        Set(typography.Default, "0.875rem", "400", "1.45");
        Set(typography.H1, "1.5rem", "650", "1.3");
        Set(typography.H2, "1.25rem", "650", "1.3");
        Set(typography.H3, "1.0625rem", "600", "1.35");
        Set(typography.H4, "0.9375rem", "600", "1.4");
        Set(typography.H5, "0.875rem", "600", "1.4");
        Set(typography.H6, "0.9375rem", "600", "1.4");
        Set(typography.Subtitle1, "0.9375rem", "500", "1.45");
        Set(typography.Subtitle2, "0.875rem", "600", "1.45");
        Set(typography.Body1, "0.875rem", "400", "1.5");
        Set(typography.Body2, "0.8125rem", "400", "1.45");
        Set(typography.Button, "0.8125rem", "550", "1.5");
        Set(typography.Caption, "0.75rem", "400", "1.4");
        Set(typography.Overline, "0.6875rem", "600", "1.4");
        return typography;
    }

    private static void FillSurfaces(Palette palette, ThemeColours colours)
    {
        palette.Background = colours.Ground;
        palette.BackgroundGray = colours.Sunken;
        palette.Surface = colours.Surface;
        palette.AppbarBackground = colours.Surface;
        palette.AppbarText = colours.Ink;
        palette.DrawerBackground = colours.Surface;
        palette.DrawerText = colours.Ink;
        palette.DrawerIcon = colours.InkSoft;
        palette.TextPrimary = colours.Ink;
        palette.TextSecondary = colours.InkSoft;
        palette.TextDisabled = colours.InkFaint;
        palette.ActionDefault = colours.InkSoft;
        palette.ActionDisabled = colours.InkFaint;
        palette.ActionDisabledBackground = colours.Sunken;
        palette.LinesDefault = colours.Line;
        palette.LinesInputs = colours.LineStrong;
        palette.Divider = colours.Line;
        palette.DividerLight = colours.Line;
        palette.TableLines = colours.Line;
        palette.TableHover = colours.Sunken;
        palette.TableStriped = colours.Sunken;
        palette.Skeleton = colours.Line;
        palette.OverlayDark = colours.Veil;
        palette.OverlayLight = colours.Veil;
        palette.GrayDefault = colours.InkFaint;
        palette.GrayLight = colours.LineStrong;
        palette.GrayLighter = colours.Line;
        palette.HoverOpacity = 0.05;
    }

    private static void Set(BaseTypography typography, string size, string weight, string height)
    {
        typography.FontFamily = TextFonts;
        typography.FontSize = size;
        typography.FontWeight = weight;
        typography.LineHeight = height;
        typography.LetterSpacing = "normal";
        typography.TextTransform = "none";
    }
}
