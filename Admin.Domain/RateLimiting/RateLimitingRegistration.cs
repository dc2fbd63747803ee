using Admin.Domain.Live;
using Admin.Domain.RateLimiting.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Domain.RateLimiting;

public static class RateLimitingRegistration
{
    public static IServiceCollection AddRateLimiting(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RateLimitOptions>, RateLimitOptionsValidator>());
        services.TryAddSingleton<RatePolicies>();
        services.TryAddSingleton<RateOverrides>();
        services.TryAddSingleton<RateBreaker>();
        services.TryAddSingleton<RateMeter>();
        services.TryAddSingleton<RateTallies>();
        services.TryAddSingleton<RateHistory>();
        services.TryAddSingleton<RateSampler>();
        services.TryAddSingleton<RateLimiter>();
        services.TryAddSingleton<RateLimitReader>();
        services.TryAddSingleton<RateLimitService>();
        services.TryAddSingleton<RateReleases>();
        services.TryAddSingleton<RateConsumerNames>();
        services.TryAddSingleton<RateLimitPlatform>();
        services.AddLiveTopic<RateLimitsTopic>();
        return services;
    }
}
