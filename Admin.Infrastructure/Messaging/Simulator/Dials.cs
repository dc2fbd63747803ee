using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>How the dials stand now. A reader keeps the set that it took: one call sees one set.</summary>
internal sealed class Dials(SimulatorDials start)
{
    private SimulatorDials _now = start;

    public SimulatorDials Now => Volatile.Read(ref _now);

    public void Turn(SimulatorDials dials) => Volatile.Write(ref _now, dials);
}
