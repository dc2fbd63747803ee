namespace Admin.Domain.SqlConsole.Masking;

/// <summary>One item of the outermost select list: why its column is hidden, or that it stands for any number of columns.</summary>
internal readonly record struct ResultItem(string? Reason, bool IsAll);
