using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard.SqlServer;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Domain.SqlConsole.Network;
using Admin.Infrastructure.Redis;
using Admin.Infrastructure.SqlConsole.Keeping;
using Admin.Infrastructure.SqlConsole.Mongodb;
using Admin.Infrastructure.SqlConsole.Mysql;
using Admin.Infrastructure.SqlConsole.Network;
using Admin.Infrastructure.SqlConsole.Postgresql;
using Admin.Infrastructure.SqlConsole.Sqlite;
using Admin.Infrastructure.SqlConsole.SqlServer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.SqlConsole;

public static class SqlConsoleAdapters
{
    /// <summary>The engines of the console and the T-SQL parser. Needs a <see cref="Hosting.DataDirectory"/>.</summary>
    public static IServiceCollection AddSqlConsoleAdapters(this IServiceCollection services)
    {
        services.AddOptions<SqlConsoleOptions>().BindConfiguration(SqlConsoleOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqlConsoleOptions>, SqlConsoleOptionsValidator>());
        services.TryAddSingleton<ITransactSqlParser, ScriptDomParser>();
        services.TryAddSingleton<IHostLookup, HostLookup>();
        services.TryAddSingleton<EmbeddedRedis>();
        services.TryAddSingleton<IOwnServers, OwnServers>();
        services.TryAddSingleton<ResultSeal>();
        services.TryAddSingleton<IResultStore>(s => s.GetRequiredService<IOptions<RedisOptions>>().Value.IsEmbedded
            ? ActivatorUtilities.CreateInstance<MemoryResultStore>(s)
            : ActivatorUtilities.CreateInstance<RedisResultStore>(s));
        services.AddHostedService<RunShutdown>();
        services.TryAddSingleton<SqliteDirectory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDatabaseEngine, SqliteEngine>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDatabaseEngine, MongodbEngine>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDatabaseEngine, SqlServerEngine>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDatabaseEngine, PostgresqlEngine>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDatabaseEngine, MysqlEngine>());
        return services;
    }
}
