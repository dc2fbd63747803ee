using Admin.Domain.Messaging.Simulating;

namespace Admin.Web.Features.Simulator;

/// <summary>Sets of dials to begin with.</summary>
internal static class Weather
{
    /// <summary>As the simulator starts without settings: everything goes well.</summary>
    public static SimulatorDials Calm() => new();

    /// <summary>A bit of everything that goes wrong in reality, more often than there.</summary>
    public static SimulatorDials Rough() => new()
    {
        LatencyMs = 80,
        LatencySpread = 0.8,
        ResetBeforePercent = 1,
        ResetAfterPercent = 1,
        ServerErrorPercent = 2,
        BadGatewayPercent = 0.5,
        MalformedPercent = 0.5,
        SlowBodyPercent = 0.5,
        WebhookSpread = 1,
        DuplicatePercent = 5,
        LostPercent = 2,
        ReorderPercent = 5,
        ReadWithoutDeliveredPercent = 5,
        FailedAfterSentPercent = 1,
        LateDeliveredPercent = 1,
        LateDelay = TimeSpan.FromMinutes(10),
        ReplyPercent = 3,
    };

    /// <summary>The API does not answer at all.</summary>
    public static SimulatorDials Gone() => new() { Outage = true };
}
