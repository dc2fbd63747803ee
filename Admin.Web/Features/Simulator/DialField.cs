using Admin.Domain.Messaging.Simulating;

namespace Admin.Web.Features.Simulator;

/// <summary>One dial as a field for numbers.</summary>
/// <param name="Name">The dial's property; <c>Dial_{Name}</c> is its label's key.</param>
internal sealed record DialField(string Group, string Name, Func<SimulatorDials, double> Get, Action<SimulatorDials, double> Set)
{
    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<DialField> All { get; } =
    [
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.LatencyMs), d => d.LatencyMs, (d, v) => d.LatencyMs = (int)v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.LatencySpread), d => d.LatencySpread, (d, v) => d.LatencySpread = v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.ResetBeforePercent), d => d.ResetBeforePercent, (d, v) => d.ResetBeforePercent = v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.ResetAfterPercent), d => d.ResetAfterPercent, (d, v) => d.ResetAfterPercent = v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.ServerErrorPercent), d => d.ServerErrorPercent, (d, v) => d.ServerErrorPercent = v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.BadGatewayPercent), d => d.BadGatewayPercent, (d, v) => d.BadGatewayPercent = v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.MalformedPercent), d => d.MalformedPercent, (d, v) => d.MalformedPercent = v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.SlowBodyPercent), d => d.SlowBodyPercent, (d, v) => d.SlowBodyPercent = v),
        new(nameof(SimulatorTexts.GroupAnswers), nameof(SimulatorDials.SlowBodyMs), d => d.SlowBodyMs, (d, v) => d.SlowBodyMs = (int)v),
        new(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.ThrottleStatus), d => d.ThrottleStatus, (d, v) => d.ThrottleStatus = (int)v),
        new(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.WabaCallsPerHour), d => d.WabaCallsPerHour, (d, v) => d.WabaCallsPerHour = (int)v),
        new(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.AppCallsPerHour), d => d.AppCallsPerHour, (d, v) => d.AppCallsPerHour = (int)v),
        new(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.UniquePeoplePerDay), d => d.UniquePeoplePerDay, (d, v) => d.UniquePeoplePerDay = (int)v),
        new(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.PortfolioErrorCode), d => d.PortfolioErrorCode, (d, v) => d.PortfolioErrorCode = (int)v),
        new(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.PacingThreshold), d => d.PacingThreshold, (d, v) => d.PacingThreshold = (int)v),
        Seconds(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.PacingHold), d => d.PacingHold, (d, v) => d.PacingHold = v),
        Seconds(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.ApprovalDelay), d => d.ApprovalDelay, (d, v) => d.ApprovalDelay = v),
        Seconds(nameof(SimulatorTexts.GroupLimits), nameof(SimulatorDials.UpgradeDuration), d => d.UpgradeDuration, (d, v) => d.UpgradeDuration = v),
        Seconds(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.WebhookDelay), d => d.WebhookDelay, (d, v) => d.WebhookDelay = v),
        new(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.WebhookSpread), d => d.WebhookSpread, (d, v) => d.WebhookSpread = v),
        Seconds(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.GroupingWindow), d => d.GroupingWindow, (d, v) => d.GroupingWindow = v),
        new(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.MaxStatusesPerPost), d => d.MaxStatusesPerPost, (d, v) => d.MaxStatusesPerPost = (int)v),
        Seconds(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.RetryDelay), d => d.RetryDelay, (d, v) => d.RetryDelay = v),
        Seconds(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.RetryMaxDelay), d => d.RetryMaxDelay, (d, v) => d.RetryMaxDelay = v),
        Seconds(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.RetryHorizon), d => d.RetryHorizon, (d, v) => d.RetryHorizon = v),
        new(nameof(SimulatorTexts.GroupWebhooks), nameof(SimulatorDials.WebhookVersion), d => d.WebhookVersion, (d, v) => d.WebhookVersion = (int)v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.ReadPercent), d => d.ReadPercent, (d, v) => d.ReadPercent = v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.ReplyPercent), d => d.ReplyPercent, (d, v) => d.ReplyPercent = v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.DuplicatePercent), d => d.DuplicatePercent, (d, v) => d.DuplicatePercent = v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.LostPercent), d => d.LostPercent, (d, v) => d.LostPercent = v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.ReorderPercent), d => d.ReorderPercent, (d, v) => d.ReorderPercent = v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.ReadWithoutDeliveredPercent), d => d.ReadWithoutDeliveredPercent, (d, v) => d.ReadWithoutDeliveredPercent = v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.FailedAfterSentPercent), d => d.FailedAfterSentPercent, (d, v) => d.FailedAfterSentPercent = v),
        new(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.LateDeliveredPercent), d => d.LateDeliveredPercent, (d, v) => d.LateDeliveredPercent = v),
        Seconds(nameof(SimulatorTexts.GroupPeople), nameof(SimulatorDials.LateDelay), d => d.LateDelay, (d, v) => d.LateDelay = v),
    ];

    private static DialField Seconds(string group, string name, Func<SimulatorDials, TimeSpan> get, Action<SimulatorDials, TimeSpan> set) =>
        new(group, name, d => get(d).TotalSeconds, (d, v) => set(d, TimeSpan.FromSeconds(v)));
}
