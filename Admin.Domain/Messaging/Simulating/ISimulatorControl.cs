using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Simulating;

/// <summary>The simulator's control endpoints. It is a foreign service that is reached by its address, whoever runs it.</summary>
public interface ISimulatorControl
{
    /// <summary>False: this installation has no simulator, and nothing else may be asked.</summary>
    bool IsOn { get; }

    Task<Result<SimulatorState>> ReadAsync(CancellationToken ct);

    /// <summary>Sets all dials.</summary>
    Task<Result> TurnAsync(SimulatorDials dials, CancellationToken ct);

    Task<Result> ChangeNumberAsync(string phoneNumberId, SimulatedNumberChange change, CancellationToken ct);

    Task<Result> ChangeTemplateAsync(SimulatedTemplateChange change, CancellationToken ct);

    Task<Result> ReceiveAsync(SimulatedInbound inbound, CancellationToken ct);

    /// <summary>Asks the webhook's address for the handshake.</summary>
    Task<Result<SimulatorHandshake>> VerifyAsync(CancellationToken ct);

    /// <summary>Who got how many messages, at most <paramref name="take"/> lines.</summary>
    /// <param name="phone">Digits that the recipient's phone ends in.</param>
    Task<Result<SimulatorLedger>> LedgerAsync(string phone, int take, CancellationToken ct);
}
