using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What stands in the form of a data source.</summary>
internal sealed class DataSourceForm
{
    public string? Name { get; set; }

    public EngineKind Engine { get; set; } = EngineKind.Sqlite;

    public string? Database { get; set; }

    public DataSourceEnvironment Environment { get; set; } = DataSourceEnvironment.Production;

    public bool IsComplete => !string.IsNullOrWhiteSpace(Name) && !string.IsNullOrWhiteSpace(Database);

    public static DataSourceForm Of(DataSource source) =>
        new() { Name = source.Name, Engine = source.Engine, Database = source.Database, Environment = source.Environment };

    public DataSourceSettings ToSettings() => new(Name, Engine, Database: Database, Environment: Environment);
}
