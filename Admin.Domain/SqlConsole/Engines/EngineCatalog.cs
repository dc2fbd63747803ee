namespace Admin.Domain.SqlConsole.Engines;

/// <summary>The engines that this installation can open.</summary>
public sealed class EngineCatalog(IEnumerable<IDatabaseEngine> engines)
{
    private readonly Dictionary<EngineKind, IDatabaseEngine> _engines = engines.ToDictionary(e => e.Kind);

    public IReadOnlyList<EngineKind> Available => [.. _engines.Keys.Order()];

    /// <summary>The engine of a kind, or null when this installation has none (<see cref="SqlConsoleErrors.EngineNotAvailable"/>).</summary>
    public IDatabaseEngine? Find(EngineKind kind) => _engines.GetValueOrDefault(kind);
}
