using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition.Hygiene;

/// <summary>Says at the start that nobody is trusted, where a proxy seems to stand in front: behind one all callers would share one address.</summary>
internal sealed class ProxyHint(IServer server, IOptions<NetworkOptions> network, IConfiguration configuration, ILogger<ProxyHint> log) : IHostedLifecycleService
{
    // Set by what usually runs a program behind a proxy of its own.
    private static readonly string[] Signs =
    [
        "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "KUBERNETES_SERVICE_HOST", "ECS_CONTAINER_METADATA_URI_V4", "WEBSITE_INSTANCE_ID",
        "K_SERVICE", "FLY_APP_NAME", "DYNO", "RENDER",
    ];

    /// <summary>What suggests a proxy; null when nothing does, or one is trusted.</summary>
    internal static string? Find(NetworkOptions network, IEnumerable<string> listening, Func<string, string?> setting)
    {
        if (network.TrustedProxies.Count > 0)
            return null;
        var servesHttps = listening.Any(a => a.StartsWith("https:", StringComparison.OrdinalIgnoreCase));
        if (network.PublicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true && !servesHttps)
            return $"{NetworkOptions.PublicUrlKey} is https and this process serves none";
        return Array.Find(Signs, s => !string.IsNullOrEmpty(setting(s))) is { } sign ? $"{sign} is set" : null;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (Find(network.Value, server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], key => configuration[key]) is { } why)
            log.LogWarning("{Key} is empty although {Why}. If a proxy stands in front, all callers count as one address for rate limits: name the proxy there", NetworkOptions.TrustedProxiesKey, why);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
