using Admin.Domain.Notices;
using Admin.Domain.Secrets.Batches;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.Secrets.Exporting;
using Admin.Domain.Secrets.Importing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

public static class SecretsRegistration
{
    /// <summary>Needs the adapters: at least one <see cref="ISecretCipher"/> and the <see cref="ISecretUsageStore"/>.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddOptions<SecretsOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretUsers, NumberSecretUsers>());
        services.TryAddSingleton<SecretCiphers>();
        services.TryAddSingleton<SecretFingerprints>();
        services.TryAddSingleton<SecretUsage>();
        services.AddNotices();
        services.TryAddSingleton<RevealWatch>();
        services.TryAddSingleton<SecretReminders>();
        services.TryAddSingleton<SecretService>();
        services.TryAddSingleton<SecretStatistics>();
        services.TryAddSingleton<SecretPurges>();
        services.TryAddSingleton<SecretImports>();
        services.TryAddSingleton<SecretExports>();
        services.TryAddSingleton<SecretBatches>();
        services.TryAddSingleton<SecretMoves>();
        services.TryAddSingleton<SecretChecks>();
        return services;
    }
}
