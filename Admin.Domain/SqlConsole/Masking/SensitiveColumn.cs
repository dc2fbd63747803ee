namespace Admin.Domain.SqlConsole.Masking;

/// <summary>A column, or a field of documents, whose values not every reader may see.</summary>
/// <param name="Table">Null means every table.</param>
/// <param name="Reason">Shown in the column's header: why it is hidden.</param>
public sealed record SensitiveColumn(string? Table, string Column, string Reason);
