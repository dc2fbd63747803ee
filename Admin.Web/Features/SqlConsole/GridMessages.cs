namespace Admin.Web.Features.SqlConsole;

/// <summary>A column as the browser draws it.</summary>
/// <param name="Masked">Why its values are hidden; null when they are not.</param>
internal sealed record GridColumn(string Name, string? Type, int Width, bool Right, string? Masked);

/// <summary>A result, with what the first screen shows of it.</summary>
internal sealed record GridShow(int Version, int Count, ColumnSort? Sort, IReadOnlyList<GridColumn> Columns, GridWindow First);

/// <summary>Another order or choice of the same rows.</summary>
/// <param name="Filtered">Columns that have a filter.</param>
internal sealed record GridArrange(int Version, int Count, ColumnSort? Sort, IReadOnlyList<int> Filtered, GridWindow First);
