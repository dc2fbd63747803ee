using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Exporting;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Domain.SqlConsole.Looking;
using Admin.Domain.SqlConsole.Network;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.SqlConsole;

public static class SqlConsoleRegistration
{
    public static IServiceCollection AddSqlConsole(this IServiceCollection services)
    {
        services.TryAddSingleton<StatementGuard>();
        services.TryAddSingleton<EngineCatalog>();
        services.TryAddSingleton<ServerGate>();
        services.TryAddSingleton<TargetResolver>();
        services.TryAddSingleton<DataSourceCatalog>();
        services.TryAddSingleton<ConnectionTests>();
        services.TryAddSingleton<SourceAccess>();
        services.TryAddSingleton<GrantService>();
        services.TryAddSingleton<SavedQueries>();
        services.TryAddSingleton<LiveRuns>();
        services.TryAddSingleton<ResultKeeper>();
        services.TryAddSingleton<ResultCache>();
        services.TryAddSingleton<RunGate>();
        services.TryAddSingleton<RunRecorder>();
        services.TryAddSingleton<RunExecutor>();
        services.TryAddSingleton<RunHistory>();
        services.TryAddSingleton<StatementRunner>();
        services.TryAddSingleton<RunDesk>();
        services.TryAddSingleton<ResultExports>();
        services.TryAddSingleton<SourceLooks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretUsers, DataSourceSecretUsers>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCheckTargets, DataSourceCheckTargets>());
        return services;
    }
}
