using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.Live;

public static class LiveRegistration
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveBroker>();
        services.TryAddSingleton<AccessNotes>();
        return services;
    }

    /// <summary>Offers a topic to watch.</summary>
    public static IServiceCollection AddLiveTopic<TTopic>(this IServiceCollection services)
        where TTopic : class, ILiveTopic
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILiveTopic, TTopic>());
        return services;
    }
}
