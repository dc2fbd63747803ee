namespace Admin.Domain.SqlConsole.Engines;

/// <summary>A column as the server names it; names may repeat or be empty. The type is the server's word for it, if it has one.</summary>
public sealed record ResultColumn(string Name, string? Type);
