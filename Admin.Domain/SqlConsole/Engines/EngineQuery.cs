namespace Admin.Domain.SqlConsole.Engines;

/// <summary>One statement with its parameters, which always travel as parameters.</summary>
public sealed record EngineQuery(string Text, QueryParameters Parameters, TimeSpan Timeout);
