namespace Admin.Domain.SqlConsole.Engines.Changes;

/// <summary>How a change went. <see cref="RunReport.AffectedRows"/> is what the server counted.</summary>
/// <param name="Committed">False for a preview, and when the count was not the expected one: then nothing is changed.</param>
/// <param name="Sample">Some rows of a preview, or null.</param>
public sealed record ChangeReport(RunReport Run, bool Committed, ChangeSample? Sample);
