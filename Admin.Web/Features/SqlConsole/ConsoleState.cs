using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What the console page remembers.</summary>
public sealed class ConsoleState
{
    public static IReadOnlyList<int> RowChoices { get; } = [100, RunLimits.DefaultRows, RunLimits.MaxRows];

    public static IReadOnlyList<int> TimeoutChoices { get; } = [5, RunLimits.DefaultTimeoutSeconds, 120, RunLimits.MaxTimeoutSeconds];

    public IReadOnlyList<DataSource>? Sources { get; private set; }

    public Error? LoadError { get; private set; }

    public DataSource? Selected { get; private set; }

    public int MaxRows { get; private set; } = RunLimits.DefaultRows;

    public int TimeoutSeconds { get; private set; } = RunLimits.DefaultTimeoutSeconds;

    public bool IsRunning { get; private set; }

    public RunAnswer? Answer { get; private set; }

    public Error? Error { get; private set; }

    public string? Reference { get; private set; }

    public Refusal? Refusal { get; private set; }

    /// <summary>Seconds until the rate limit admits again.</summary>
    public int? WaitSeconds { get; private set; }

    public bool CanRun => Selected is not null && !IsRunning && WaitSeconds is null;

    public void Load(IReadOnlyList<DataSource> sources, Guid? wanted)
    {
        Sources = sources;
        Selected = sources.FirstOrDefault(s => s.Id.Value == wanted) ?? (sources.Count == 1 ? sources[0] : null);
    }

    public void Fail(Error error) => LoadError = error;

    public void Select(Guid id)
    {
        Selected = Sources?.FirstOrDefault(s => s.Id.Value == id);
        (Answer, Error, Reference, Refusal) = (null, null, null, null);
    }

    public void LimitRows(string? rows) => MaxRows = Choose(RowChoices, rows, MaxRows);

    public void LimitTime(string? seconds) => TimeoutSeconds = Choose(TimeoutChoices, seconds, TimeoutSeconds);

    public void Start()
    {
        IsRunning = true;
        (Answer, Error, Reference, Refusal) = (null, null, null, null);
    }

    public void Finish(RunAnswer? answer, Error? error, string? reference)
    {
        (Answer, Error, Reference) = (answer, error, reference);
        Refusal = Refusal.Of(error);
    }

    public void Stop() => IsRunning = false;

    /// <summary>Adds the line and column to what the guard said.</summary>
    public void Locate(TextPlace? place) => Refusal = Refusal is null ? null : Refusal with { Place = place };

    public void Wait(int seconds) => WaitSeconds = seconds;

    /// <summary>One second less to wait; false when the wait is over.</summary>
    public bool Tick()
    {
        WaitSeconds = WaitSeconds > 1 ? WaitSeconds - 1 : null;
        return WaitSeconds is not null;
    }

    private static int Choose(IReadOnlyList<int> choices, string? text, int current) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && choices.Contains(number) ? number : current;
}
