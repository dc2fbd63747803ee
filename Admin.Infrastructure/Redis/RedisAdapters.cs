using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Redis;

public static class RedisAdapters
{
    /// <summary>
    /// The connection to Redis. With an empty connection string the host starts <see cref="EmbeddedRedis"/> first
    /// and disposes it last.
    /// </summary>
    public static IServiceCollection AddRedis(this IServiceCollection services)
    {
        services.AddOptions<RedisOptions>().BindConfiguration(RedisOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>());
        services.TryAddSingleton<EmbeddedRedis>();
        services.TryAddSingleton<RedisConnection>();
        services.TryAddSingleton<RedisHealth>();
        services.AddHealthChecks().AddCheck<RedisHealthCheck>(RedisHealthCheck.Name);
        return services;
    }
}
