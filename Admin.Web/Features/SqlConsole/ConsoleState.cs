using System.Globalization;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What the console page remembers.</summary>
public sealed class ConsoleState
{
    public const int MaxTabs = 12;

    private readonly List<ConsoleTab> _tabs = [];

    public static IReadOnlyList<int> RowChoices { get; } = [100, RunLimits.DefaultRows, RunLimits.MaxRows];

    public static IReadOnlyList<int> TimeoutChoices { get; } = [5, RunLimits.DefaultTimeoutSeconds, 120, RunLimits.MaxTimeoutSeconds];

    public static IReadOnlyList<int> CacheChoices { get; } = [0, 60, 600, 3600];

    public IReadOnlyList<DataSource>? Sources { get; private set; }

    public Error? LoadError { get; private set; }

    public IReadOnlyList<ConsoleTab> Tabs => _tabs;

    public ConsoleTab? Active { get; private set; }

    /// <summary>The data source of the tab that is shown.</summary>
    public DataSource? Selected => Sources?.FirstOrDefault(s => s.Id.Value == Active?.Source);

    /// <summary>What the person may do with it now; null until that is known.</summary>
    public SourceUse? Use { get; private set; }

    /// <summary>Null takes the data source's own.</summary>
    public int? MaxRows { get; private set; }

    /// <summary>Null takes the data source's own.</summary>
    public int? TimeoutSeconds { get; private set; }

    /// <summary>0 does not cache.</summary>
    public int CacheSeconds { get; private set; }

    /// <summary>The write switch: on for one run.</summary>
    public bool AllowsChange { get; private set; }

    /// <summary>Names of the parameters of the statement one is in.</summary>
    public IReadOnlyList<string> Parameters { get; private set; } = [];

    /// <summary>Seconds until the rate limit admits again.</summary>
    public int? WaitSeconds { get; private set; }

    public bool CanRun => Selected is not null && Active?.Outcome.IsRunning == false && WaitSeconds is null && Use?.ReadRefusal is null;

    public void Load(IReadOnlyList<DataSource> sources) => Sources = sources;

    public void Fail(Error error) => LoadError = error;

    /// <summary>Takes up the tabs that were open, as <see cref="Write"/> wrote them; a text that is not one opens none.</summary>
    public void Restore(string? text)
    {
        if (text is null)
            return;
        try
        {
            var kept = JsonSerializer.Deserialize<KeptTabs>(text);
            _tabs.AddRange((kept?.Tabs ?? []).Where(t => t.Id.All(char.IsAsciiLetterOrDigit)).Take(MaxTabs));
            Active = _tabs.FirstOrDefault(t => t.Id == kept?.Active) ?? _tabs.FirstOrDefault();
        }
        catch (JsonException)
        {
            // Somebody else's or an older text: one begins with an empty tab, as in a new browser tab.
            _tabs.Clear();
        }
    }

    public string Write() => JsonSerializer.Serialize(new KeptTabs(_tabs, Active?.Id));

    /// <summary>A new tab on a data source, shown at once; null when there are enough.</summary>
    public ConsoleTab? Open(Guid? source)
    {
        if (_tabs.Count >= MaxTabs)
            return null;
        var tab = new ConsoleTab { Source = source ?? (Sources is [var only] ? only.Id.Value : null) };
        _tabs.Add(tab);
        Show(tab);
        return tab;
    }

    public void Show(ConsoleTab tab)
    {
        Active = tab;
        (Use, AllowsChange, Parameters) = (null, false, []);
    }

    /// <summary>Closes a tab; the one beside it is shown then. Null when it was the last.</summary>
    public ConsoleTab? Close(ConsoleTab tab)
    {
        var at = _tabs.IndexOf(tab);
        _tabs.Remove(tab);
        if (tab != Active)
            return Active;
        if (_tabs.Count == 0)
            Active = null;
        else
            Show(_tabs[Math.Min(at, _tabs.Count - 1)]);
        return Active;
    }

    public void Choose(Guid source)
    {
        if (Active is null)
            return;
        Active.Source = source;
        (Use, AllowsChange) = (null, false);
    }

    public void Allow(SourceUse? use) => Use = use;

    public void SwitchChange(bool on) => AllowsChange = on && Use is { WriteRefusal: null };

    public void LimitRows(string? rows) => MaxRows = Choose(RowChoices, rows);

    public void LimitTime(string? seconds) => TimeoutSeconds = Choose(TimeoutChoices, seconds);

    public void Cache(string? seconds) => CacheSeconds = Choose(CacheChoices, seconds) ?? 0;

    public void Ask(IReadOnlyList<string> parameters)
    {
        Parameters = parameters;
        foreach (var name in parameters)
            Active?.Parameters.TryAdd(name, new ParameterInput());
    }

    public void Wait(int seconds) => WaitSeconds = seconds;

    /// <summary>One second less to wait; false when the wait is over.</summary>
    public bool Tick()
    {
        WaitSeconds = WaitSeconds > 1 ? WaitSeconds - 1 : null;
        return WaitSeconds is not null;
    }

    private static int? Choose(IReadOnlyList<int> choices, string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && choices.Contains(number) ? number : null;

    private sealed record KeptTabs(IReadOnlyList<ConsoleTab> Tabs, string? Active);
}
