namespace Admin.Domain.SqlConsole.Engines.Changes;

/// <summary>What to do with a change once the server has told how many rows it touches.</summary>
/// <param name="ExpectedRows">Null looks only and rolls back; else it is committed only if it touches exactly as many.</param>
/// <param name="Plain">The change's parts, when it is plain enough to show rows before and after; null shows the count alone.</param>
/// <param name="SampleRows">How many rows to show at most.</param>
public sealed record EngineChange(long? ExpectedRows, PlainChange? Plain = null, int SampleRows = 20);
