using Admin.Domain.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Infrastructure.Live;

public static class LiveAdapters
{
    public static IServiceCollection AddLiveAdapters(this IServiceCollection services)
    {
        services.TryAddSingleton<RedisLiveChannel>();
        services.TryAddSingleton<ILiveChannel>(s => s.GetRequiredService<RedisLiveChannel>());
        services.AddHostedService<LiveStart>();
        return services;
    }
}
