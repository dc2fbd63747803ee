using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Domain.SqlConsole;

/// <summary>One statement to run; null takes the default limit.</summary>
public sealed record RunRequest(DataSourceId DataSource, string Statement, QueryParameters Parameters, int? TimeoutSeconds = null, int? MaxRows = null);
