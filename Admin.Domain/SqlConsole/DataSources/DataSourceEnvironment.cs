namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>How careful one has to be; pages colour it.</summary>
public enum DataSourceEnvironment
{
    Development,
    Test,
    Production,
}
