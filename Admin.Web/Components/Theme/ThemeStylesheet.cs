using System.Security.Cryptography;
using System.Text;

namespace Admin.Web.Components.Theme;

/// <summary>Writes the theme as css variables: light, dark, and dark where the system asks for it and the person has not chosen.</summary>
internal static class ThemeStylesheet
{
    public const string Path = "/theme.css";

    public static string Css { get; } = Write();

    /// <summary>Changes with the content, so that the file can be cached for good.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))[..12];

    private static string Write()
    {
        var light = Variables(AdminTheme.Light);
        var dark = Variables(AdminTheme.Dark);
        return $$"""
            :root{color-scheme:light;--a-font:"{{AdminTheme.TextFont}}",system-ui,sans-serif;--a-mono:"{{AdminTheme.CodeFont}}",ui-monospace,monospace;--a-radius:{{AdminTheme.Radius}};{{light}} }
            :root[data-theme=dark],.wall[data-theme=dark]{color-scheme:dark;{{dark}} }
            @media (prefers-color-scheme:dark){:root[data-theme=system]{color-scheme:dark;{{dark}} } }
            .wall[data-theme=light]{color-scheme:light;{{light}} }
            """;
    }

    private static string Variables(ThemeColours c) => string.Concat(All(c).Select(v => $"--a-{v.Name}:{v.Value};"));

    private static (string Name, string Value)[] All(ThemeColours c) =>
    [
        ("ground", c.Ground), ("surface", c.Surface), ("sunken", c.Sunken), ("line", c.Line), ("line-strong", c.LineStrong),
        ("ink", c.Ink), ("ink-soft", c.InkSoft), ("ink-faint", c.InkFaint),
        ("accent", c.Accent), ("accent-strong", c.AccentStrong), ("accent-soft", c.AccentSoft), ("on-accent", c.OnAccent),
        ("danger", c.Danger), ("danger-soft", c.DangerSoft), ("on-danger", c.OnDanger),
        ("warn", c.Warn), ("warn-soft", c.WarnSoft), ("info", c.Info), ("info-soft", c.InfoSoft),
        ("veil", c.Veil), ("shadow", c.Shadow),
        .. Status(c.Status),
    ];

    private static (string Name, string Value)[] Status(StatusColours s) =>
    [
        ("status-pending", s.Waiting), ("status-sending", s.Blue), ("status-sent", s.BlueTeal), ("status-delivered", s.Teal),
        ("status-read", s.DeepTeal), ("status-failed", s.Red), ("status-skipped", s.Grey), ("status-skipped-stripe", s.Stripe),
        ("status-ambiguous", s.Amber), ("status-cancelled", s.Grey),
        ("status-draft", s.Grey), ("status-scheduled", s.Blue), ("status-planning", s.Blue), ("status-running", s.Blue),
        ("status-paused", s.Amber), ("status-needs_attention", s.Amber), ("status-stalled", s.Red), ("status-completed", s.Teal),
        ("status-active", s.Teal), ("status-disabled", s.Grey), ("status-expired", s.Red), ("status-revoked", s.Grey),
        ("status-invited", s.Blue), ("status-suspended", s.Amber), ("status-degraded", s.Amber),
        ("status-allow", s.Teal), ("status-warn", s.Amber), ("status-block", s.Red),
    ];
}
