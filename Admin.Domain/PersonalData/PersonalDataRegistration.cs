using Admin.Domain.PersonalData.Places;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.PersonalData;

public static class PersonalDataRegistration
{
    /// <summary>Retention, export and erasure. Needs campaigns and the SQL console, whose places it looks after.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services)
    {
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IPersonPlace, ContactPlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, OptOutPlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, RecipientPlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, PortfolioPlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, WebhookPlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, ImportFilePlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, UploadNamePlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, QueryPlace>(),
            ServiceDescriptor.Singleton<IPersonPlace, KeptResultPlace>(),
        ]);
        services.TryAddSingleton<Retention>();
        services.TryAddSingleton<WebhookSweep>();
        services.TryAddSingleton<MediaSweep>();
        services.TryAddSingleton<RetentionSweep>();
        services.TryAddSingleton<ErasureRunner>();
        services.TryAddSingleton<PersonDesk>();
        return services;
    }
}
