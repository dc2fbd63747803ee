using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Persistence;

public static class PersistenceRegistration
{
    /// <summary>The database. Needs a <see cref="Hosting.DataDirectory"/>.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>());
        services.TryAddSingleton<AdminDb>();
        services.TryAddSingleton<IAdminDb>(s => s.GetRequiredService<AdminDb>());
        services.TryAddSingleton<IDiskTraces, DiskTraces>();
        services.TryAddSingleton<DatabaseMigrator>();
        // Identity's stores ask for a context by type; they live in a scope of their own per call.
        services.TryAddScoped(s => s.GetRequiredService<AdminDb>().Open(TenantScope.Accounts));
        services.AddHealthChecks()
            .AddCheck<DatabaseHealthCheck>(DatabaseHealthCheck.Name, tags: [HealthTags.Required])
            .AddCheck<MigrationsHealthCheck>(MigrationsHealthCheck.Name, tags: [HealthTags.Required]);
        return services;
    }
}
