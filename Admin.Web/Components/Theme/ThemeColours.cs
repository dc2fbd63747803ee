namespace Admin.Web.Components.Theme;

/// <summary>Every colour of one mode, each with the job it has. Values stand in <see cref="AdminTheme"/> only.</summary>
internal sealed record ThemeColours
{
    /// <summary>The page behind everything.</summary>
    public required string Ground { get; init; }

    /// <summary>Cards, tables, dialogs.</summary>
    public required string Surface { get; init; }

    /// <summary>A quiet step away from the surface: table heads, hover, wells.</summary>
    public required string Sunken { get; init; }

    public required string Line { get; init; }

    public required string LineStrong { get; init; }

    public required string Ink { get; init; }

    public required string InkSoft { get; init; }

    public required string InkFaint { get; init; }

    /// <summary>What can be done.</summary>
    public required string Accent { get; init; }

    public required string AccentStrong { get; init; }

    public required string AccentSoft { get; init; }

    public required string OnAccent { get; init; }

    /// <summary>Only what hurts.</summary>
    public required string Danger { get; init; }

    public required string DangerSoft { get; init; }

    public required string OnDanger { get; init; }

    /// <summary>What needs a look.</summary>
    public required string Warn { get; init; }

    public required string WarnSoft { get; init; }

    public required string Info { get; init; }

    public required string InfoSoft { get; init; }

    /// <summary>The line under dialogs.</summary>
    public required string Veil { get; init; }

    public required string Shadow { get; init; }

    public required StatusColours Status { get; init; }
}

/// <summary>The same status has the same colour everywhere (chips, bars, charts).</summary>
internal sealed record StatusColours(
    string Waiting,
    string Grey,
    string Blue,
    string BlueTeal,
    string Teal,
    string DeepTeal,
    string Red,
    string Amber,
    string Stripe);
