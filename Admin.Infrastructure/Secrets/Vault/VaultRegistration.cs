using Admin.Domain.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace Admin.Infrastructure.Secrets.Vault;

internal static class VaultRegistration
{
    // Of one try, and of all together with the pauses in between: somebody waits for the outcome.
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WholeTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private const int Retries = 3;

    // The largest value in base64, and room for the words around it.
    private const int MaxAnswerBytes = (SecretValue.MaxBytes * 4 / 3) + (64 * 1024);

    public static IServiceCollection AddVault(this IServiceCollection services)
    {
        services.TryAddSingleton<VaultHttp>();
        services.TryAddSingleton<VaultSession>();
        services.TryAddSingleton<VaultClient>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCipher, VaultCipher>());
        services.AddHostedService<VaultTokenKeeper>();
        // Each try of a call would log a stack trace; the cipher says once what came of all of them.
        services.AddLogging(logging => logging.AddFilter("Polly", LogLevel.None));
        // No logger: headers carry the token. No redirects: they would carry it elsewhere.
        services.AddHttpClient(VaultHttp.ClientName, client =>
            {
                client.Timeout = WholeTimeout;
                client.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .RemoveAllLoggers()
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ConnectTimeout = TryTimeout;
                handler.PooledConnectionLifetime = ConnectionLifetime;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddResilienceHandler(VaultHttp.ClientName, AddTries);
        return services;
    }

    private static void AddTries(ResiliencePipelineBuilder<HttpResponseMessage> pipeline)
    {
        // The client's own timeout runs on this clock, whatever the application's is.
        pipeline.TimeProvider = TimeProvider.System;
        pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // Somebody waits: past these tries a clear error is worth more than the pause that the server would like.
                ShouldRetryAfterHeader = false,
                ShouldHandle = args => ValueTask.FromResult(IsWorthRepeating(args.Outcome)),
            })
            .AddTimeout(TryTimeout);
    }

    /// <summary>412: a replica that has not caught up. What was refused (400) would be refused again.</summary>
    private static bool IsWorthRepeating(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException || (int?)outcome.Result?.StatusCode is 412 or 429 or >= 500;
}
