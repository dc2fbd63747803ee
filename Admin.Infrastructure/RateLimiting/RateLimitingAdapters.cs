using Admin.Domain.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Infrastructure.RateLimiting;

public static class RateLimitingAdapters
{
    public static IServiceCollection AddRateLimitingAdapters(this IServiceCollection services)
    {
        services.TryAddSingleton<IRateLimitStore, RedisRateLimitStore>();
        return services;
    }
}
