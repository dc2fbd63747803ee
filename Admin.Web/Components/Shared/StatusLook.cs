using System.Collections.Frozen;
using MudBlazor;

namespace Admin.Web.Components.Shared;

/// <summary>How a status looks besides its colour, which css knows as <c>--a-status-{status}</c>.</summary>
internal sealed record StatusLook(string Icon, string? Style = null)
{
    private static readonly FrozenDictionary<string, StatusLook> All = new Dictionary<string, StatusLook>(StringComparer.Ordinal)
    {
        ["pending"] = new(Icons.Material.Outlined.Schedule),
        ["sending"] = new(Icons.Material.Outlined.ArrowUpward),
        ["sent"] = new(Icons.Material.Outlined.Check),
        ["delivered"] = new(Icons.Material.Outlined.DoneAll),
        ["read"] = new(Icons.Material.Outlined.MarkChatRead),
        ["failed"] = new(Icons.Material.Outlined.ErrorOutline),
        ["skipped"] = new(Icons.Material.Outlined.SkipNext, "striped"),
        ["ambiguous"] = new(Icons.Material.Outlined.HelpOutline),
        ["cancelled"] = new(Icons.Material.Outlined.Block, "outlined"),
        ["draft"] = new(Icons.Material.Outlined.EditNote),
        ["scheduled"] = new(Icons.Material.Outlined.Event),
        ["planning"] = new(Icons.Material.Outlined.HourglassTop),
        ["running"] = new(Icons.Material.Outlined.PlayArrow),
        ["paused"] = new(Icons.Material.Outlined.Pause),
        ["stalled"] = new(Icons.Material.Outlined.ReportProblem, "outlined"),
        ["needs_attention"] = new(Icons.Material.Outlined.NotificationImportant),
        ["completed"] = new(Icons.Material.Outlined.CheckCircle),
        ["active"] = new(Icons.Material.Outlined.CheckCircle),
        ["disabled"] = new(Icons.Material.Outlined.DoNotDisturbOn, "outlined"),
        ["invited"] = new(Icons.Material.Outlined.MailOutline),
        ["expired"] = new(Icons.Material.Outlined.TimerOff, "outlined"),
        ["revoked"] = new(Icons.Material.Outlined.RemoveCircleOutline, "outlined"),
        ["suspended"] = new(Icons.Material.Outlined.PauseCircle),
        ["allow"] = new(Icons.Material.Outlined.CheckCircle),
        ["warn"] = new(Icons.Material.Outlined.ReportProblem),
        ["block"] = new(Icons.Material.Outlined.Block),
        ["degraded"] = new(Icons.Material.Outlined.ReportProblem),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Known => All.Keys;

    public static StatusLook Of(string status) =>
        All.TryGetValue(status, out var look) ? look : throw new ArgumentException($"'{status}' has no look yet: add it here, to the theme and to SharedTexts.", nameof(status));
}
