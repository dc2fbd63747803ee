using Admin.Domain.Common;
using Admin.Domain.Messaging.Simulating;

namespace Admin.Tests.Support;

/// <summary>Does as it is told and remembers; on unless told otherwise.</summary>
internal sealed class FakeSimulator : ISimulatorControl
{
    public bool IsOn { get; set; } = true;

    /// <summary>Where its updates go.</summary>
    public Uri? WebhookUrl { get; set; }

    public SimulatorDials Dials { get; private set; } = new();

    public List<object> Changes { get; } = [];

    public Task<Result<SimulatorState>> ReadAsync(CancellationToken ct) => Task.FromResult<Result<SimulatorState>>(new SimulatorState(
        Times.Start.UtcDateTime,
        new Uri("http://127.0.0.1:5090"),
        WebhookUrl,
        new SimulatorFigures(7, new Dictionary<string, long> { ["malformed"] = 1 }, new Dictionary<string, long> { ["130429"] = 2 }, 3, 0, 9, 3, 0, 0),
        Dials,
        [new SimulatedNumberState("100", "+55 11 3000", "Shop", "200", 80, SimulatedQuality.Green, 0, null)],
        [new SimulatedTemplateState("200", "order_update", "en_US", "MARKETING", 2, SimulatedTemplateStatus.Approved, SimulatedQuality.Green, null, 1)],
        [new SimulatorDelivery(Times.Start.UtcDateTime, 1, 3, 900, 200, null, 4, DeliveryEnd.Taken)]));

    public Task<Result> TurnAsync(SimulatorDials dials, CancellationToken ct)
    {
        Dials = dials;
        return Done(dials);
    }

    public Task<Result> ChangeNumberAsync(string phoneNumberId, SimulatedNumberChange change, CancellationToken ct) => Done(change);

    public Task<Result> ChangeTemplateAsync(SimulatedTemplateChange change, CancellationToken ct) => Done(change);

    public Task<Result> ReceiveAsync(SimulatedInbound inbound, CancellationToken ct) => Done(inbound);

    public Task<Result<SimulatorHandshake>> VerifyAsync(CancellationToken ct) => Task.FromResult<Result<SimulatorHandshake>>(new SimulatorHandshake(true, 200));

    public Task<Result<SimulatorLedger>> LedgerAsync(string phone, int take, CancellationToken ct) =>
        Task.FromResult<Result<SimulatorLedger>>(new SimulatorLedger(1, 2, [new SimulatorLedgerLine("100", $"551190000{phone}", 2, ["a", "b"])]));

    private Task<Result> Done(object change)
    {
        Changes.Add(change);
        return Task.FromResult(Result.Ok);
    }
}
