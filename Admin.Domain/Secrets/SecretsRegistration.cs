using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Domain.Secrets.Batches;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.Secrets.Exporting;
using Admin.Domain.Secrets.Importing;
using Admin.Domain.Secrets.Providers;
using Admin.Domain.Secrets.ReEncrypting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

public static class SecretsRegistration
{
    /// <summary>Needs the adapters: at least one <see cref="ISecretCipher"/>, the <see cref="ISecretUsageStore"/>, the <see cref="IReEncryptionStore"/> and <see cref="IProtectionKeys"/>.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddOptions<SecretsOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretUsers, NumberSecretUsers>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretUsers, WhatsAppAppSecretUsers>());
        services.TryAddSingleton<SecretCiphers>();
        services.TryAddSingleton<SecretFingerprints>();
        services.TryAddSingleton<SecretFinder>();
        services.TryAddSingleton<HotSecrets>();
        services.TryAddSingleton<SecretUsage>();
        services.AddNotices();
        services.TryAddSingleton<RevealWatch>();
        services.TryAddSingleton<SecretReminders>();
        services.TryAddSingleton<OutdatedReminders>();
        services.TryAddSingleton<SecretService>();
        services.TryAddSingleton<SecretStatistics>();
        services.TryAddSingleton<SecretPurges>();
        services.TryAddSingleton<SecretImports>();
        services.TryAddSingleton<SecretExports>();
        services.TryAddSingleton<SecretBatches>();
        services.TryAddSingleton<SecretChecks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProviderHealthListener, ProviderNotices>());
        services.TryAddSingleton<ProviderHealth>();
        services.TryAddSingleton<EncryptionKeys>();
        services.TryAddSingleton<ReEncryptionAlarm>();
        services.TryAddSingleton<ReEncryptionReader>();
        services.TryAddSingleton<ReEncryptionRunner>();
        services.TryAddSingleton<ReEncryptionService>();
        services.AddLiveTopic<ReEncryptionTopic>();
        return services;
    }
}
