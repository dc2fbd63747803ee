using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Network;
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
        services.TryAddSingleton<StatementRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretUsers, DataSourceSecretUsers>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCheckTargets, DataSourceCheckTargets>());
        return services;
    }
}
