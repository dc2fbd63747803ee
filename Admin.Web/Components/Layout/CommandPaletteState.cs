using System.Globalization;

namespace Admin.Web.Components.Layout;

/// <summary>What the palette shows and which entry is chosen.</summary>
internal sealed class CommandPaletteState
{
    private IReadOnlyList<Command> _all = [];

    public string Text { get; private set; } = "";

    public IReadOnlyList<Command> Shown { get; private set; } = [];

    public int Index { get; private set; }

    public Command? Chosen => Shown.Count == 0 ? null : Shown[Index];

    public void Open(IReadOnlyList<Command> all)
    {
        _all = all;
        Search("");
    }

    public void Search(string? text)
    {
        Text = text ?? "";
        Index = 0;
        Shown = [.. _all.Where(c => Contains(c.Name, Text.Trim()))];
    }

    /// <summary>Goes round at both ends.</summary>
    public void Move(int by)
    {
        if (Shown.Count > 0)
            Index = (Index + by + Shown.Count) % Shown.Count;
    }

    // Without regard to accents, so that "visao" finds "Visão geral".
    private static bool Contains(string name, string text) =>
        CultureInfo.CurrentCulture.CompareInfo.IndexOf(name, text, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;
}
