using Admin.Domain.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.Messaging.Importing;

public static class ImportingRegistration
{
    /// <summary>Imports of contacts. Needs an <see cref="IImportFiles"/>, an <see cref="IContactImportStore"/> and whoever runs <see cref="ContactImportRunner"/>.</summary>
    public static IServiceCollection AddContactImports(this IServiceCollection services)
    {
        services.TryAddSingleton(ImportSizes.Default);
        services.TryAddSingleton<ImportParts>();
        services.TryAddSingleton<ImportText>();
        services.TryAddSingleton<ContactImportAlarm>();
        services.TryAddSingleton<ContactImportReader>();
        services.TryAddSingleton<ContactImportUploads>();
        services.TryAddSingleton<ContactImportPreviews>();
        services.TryAddSingleton<ContactImports>();
        services.TryAddSingleton<ContactImportRejects>();
        services.TryAddSingleton<ContactImportRunner>();
        services.TryAddSingleton<ContactImportHousekeeping>();
        services.AddLiveTopic<ContactImportsTopic>();
        services.AddLiveTopic<ContactImportTopic>();
        return services;
    }
}
