using Admin.Domain.Auditing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Auditing;

public static class AuditingAdapters
{
    /// <summary>The seal and the daily line. Needs a data directory; run <see cref="AuditKeyStartup"/> after the migrations.</summary>
    public static IServiceCollection AddAuditingAdapters(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>());
        services.TryAddSingleton<AuditKey>();
        services.TryAddSingleton<IAuditSeal, AuditSeal>();
        services.TryAddSingleton<AuditKeyStartup>();
        services.AddHostedService<AuditHeadReporter>();
        return services;
    }
}
