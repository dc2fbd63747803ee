using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Infrastructure.RateLimiting;

public static class RateLimitingAdapters
{
    public static IServiceCollection AddRateLimitingAdapters(this IServiceCollection services)
    {
        services.TryAddSingleton<IRateLimitStore, RedisRateLimitStore>();
        services.TryAddSingleton<IRateSampleChannel, RedisRateSamples>();
        services.AddHostedService<RateSampling>();
        return services;
    }
}
