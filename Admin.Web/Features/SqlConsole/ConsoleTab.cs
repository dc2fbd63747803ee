namespace Admin.Web.Features.SqlConsole;

/// <summary>A statement that one works on. Its text is kept by the browser; the rest of it, but its outcome, too.</summary>
public sealed class ConsoleTab
{
    public string Id { get; init; } = Guid.CreateVersion7().ToString("N");

    public Guid? Source { get; set; }

    /// <summary>The saved query that it was opened from.</summary>
    public Guid? Saved { get; set; }

    /// <summary>The saved query as this tab has seen it: what somebody else made of it since is not overwritten.</summary>
    public Guid SavedStamp { get; set; }

    /// <summary>The saved query's name; null for a new statement.</summary>
    public string? Name { get; set; }

    /// <summary>The run whose result it shows.</summary>
    public Guid? Run { get; set; }

    public Dictionary<string, ParameterInput> Parameters { get; init; } = [];

    [System.Text.Json.Serialization.JsonIgnore]
    public TabOutcome Outcome { get; } = new();
}
