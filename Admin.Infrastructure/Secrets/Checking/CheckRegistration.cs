using Admin.Domain.Secrets.Checking;
using Admin.Infrastructure.Secrets.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Infrastructure.Secrets.Checking;

internal static class CheckRegistration
{
    public static IServiceCollection AddSecretChecks(this IServiceCollection services)
    {
        services.TryAddSingleton<ISecretCheckStore, SecretCheckSql>();
        services.TryAddSingleton<CheckClient>();
        services.TryAddSingleton<ICheckClient>(s => s.GetRequiredService<CheckClient>());
        // No logger and no tracing headers: the headers carry the value. No redirects and no proxy: they would carry it elsewhere.
        services.AddHttpClient(CheckClient.ClientName)
            .RemoveAllLoggers()
            .UseSocketsHttpHandler((handler, services) =>
            {
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.UseProxy = false;
                handler.ActivityHeadersPropagator = null;
                // Each check looks where the host lies now.
                handler.PooledConnectionLifetime = TimeSpan.Zero;
                var trusted = services.GetRequiredService<CheckClient>();
                handler.ConnectCallback = (context, ct) => GuardedConnection.OpenAsync(context.DnsEndPoint, trusted.IsTrusted, ct);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        return services;
    }
}
