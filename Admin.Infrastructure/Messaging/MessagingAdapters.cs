using System.Security.Cryptography;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Forwarding;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Messaging.Templating;
using Admin.Infrastructure.Messaging.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging;

public static class MessagingAdapters
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private const int MaxAnswerBytes = 256 * 1024;

    // A page of a hundred templates with all their components.
    private const int MaxListingBytes = 8 * 1024 * 1024;

    /// <summary>The Cloud API's client, and the simulator as a class: the composition starts and stops it in its own order.</summary>
    public static IServiceCollection AddMessagingAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WhatsAppOptions>().Bind(configuration.GetSection(WhatsAppOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WhatsAppOptions>, WhatsAppOptionsValidator>());
        services.AddOptions<SimulatorOptions>().Bind(configuration.GetSection(SimulatorOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SimulatorOptions>, SimulatorOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WhatsAppEndpoint>();
        services.TryAddSingleton<WhatsAppReach>();
        services.TryAddSingleton<IWhatsAppClient, WhatsAppHttpClient>();
        services.TryAddSingleton<IWhatsAppManagement, WhatsAppManagementClient>();
        services.TryAddSingleton<IForwardReceiver, ForwardReceiver>();
        services.TryAddSingleton<CloudApiSimulator>();
        services.TryAddSingleton<ISimulatorControl, SimulatorHttpControl>();
        services.AddHealthChecks().AddCheck<WhatsAppHealthCheck>(WhatsAppHealthCheck.Name).AddCheck<ForwardHealthCheck>(ForwardHealthCheck.Name);
        AddQuietClient(services, WhatsAppHttpClient.ClientName).ConfigureHttpClient(client => client.MaxResponseContentBufferSize = MaxAnswerBytes);
        AddQuietClient(services, WhatsAppManagementClient.ClientName).ConfigureHttpClient(client => client.MaxResponseContentBufferSize = MaxListingBytes);
        AddQuietClient(services, ForwardReceiver.ClientName);
        return services;
    }

    // No logger: at full speed it would write a line per message. No redirects: they would carry the token or a signed body elsewhere.
    private static IHttpClientBuilder AddQuietClient(IServiceCollection services, string name) => services
        .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers()
        .UseSocketsHttpHandler((handler, _) =>
        {
            handler.AllowAutoRedirect = false;
            handler.UseCookies = false;
            handler.ConnectTimeout = ConnectTimeout;
            handler.PooledConnectionLifetime = ConnectionLifetime;
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    /// <summary>Whether the simulator stands in for the Cloud API, by environment and configuration.</summary>
    public static IServiceCollection AddSimulation(this IServiceCollection services)
    {
        services.TryAddSingleton<Simulation>();
        services.AddOptions<SimulatorOptions>().PostConfigure<IHostEnvironment, IOptions<WhatsAppOptions>>((simulator, environment, whatsApp) =>
            simulator.Enabled ??= environment.IsDevelopment() && string.IsNullOrWhiteSpace(whatsApp.Value.BaseUrl));
        // Simulator and webhook share secrets that nobody else needs to know.
        services.AddOptions<WhatsAppOptions>().PostConfigure(whatsApp =>
        {
            if (!string.IsNullOrWhiteSpace(whatsApp.BaseUrl))
                return;
            if (string.IsNullOrWhiteSpace(whatsApp.AppSecret))
                whatsApp.AppSecret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            if (string.IsNullOrWhiteSpace(whatsApp.VerifyToken))
                whatsApp.VerifyToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        });
        return services;
    }
}
