using Admin.Domain.Messaging.Importing;
using Admin.Infrastructure.Messaging.Importing.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Admin.Infrastructure.Messaging.Importing;

public static class ImportingAdapters
{
    /// <summary>Files and SQL of imports, and the worker that runs them. Needs the persistence and the data directory.</summary>
    public static IServiceCollection AddContactImportAdapters(this IServiceCollection services)
    {
        services.TryAddSingleton<IImportFiles, ImportFiles>();
        services.TryAddSingleton<IContactImportStore, ContactImportSql>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ContactImportWorker>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ContactImportCleaner>());
        return services;
    }
}
