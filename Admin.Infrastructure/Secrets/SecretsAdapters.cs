using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Providers;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Secrets.AwsKms;
using Admin.Infrastructure.Secrets.Checking;
using Admin.Infrastructure.Secrets.Persistence;
using Admin.Infrastructure.Secrets.Vault;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets;

public static class SecretsAdapters
{
    /// <summary>Keys (which also encrypt those of data protection), the providers, usage counting, re-encryption and the health checks. Needs persistence and a data directory.</summary>
    public static IServiceCollection AddSecretsAdapters(this IServiceCollection services)
    {
        services.AddOptions<SecretsOptions>().BindConfiguration(SecretsOptions.Section).PostConfigure<IConfiguration>(AddKeysInOneText).ValidateOnStart();
        services.TryAddSingleton<FernetKeyFile>();
        services.TryAddSingleton<AesGcmKeyFile>();
        services.TryAddSingleton<KeySettings>();
        services.TryAddSingleton<SecretKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCipher, FernetCipher>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCipher, AesGcmCipher>());
        services.TryAddSingleton<AwsKmsClient>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCipher, AwsKmsCipher>());
        services.AddVault();
        services.AddSecretChecks();
        services.TryAddSingleton<ISecretUsageStore, SecretUsageSql>();
        services.TryAddSingleton<IReEncryptionStore, ReEncryptionSql>();
        services.TryAddSingleton<IProtectionKeys, ProtectionKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlEncryptor = new ProtectionKeyEncryptor(s.GetRequiredService<SecretKeys>(), s.GetRequiredService<TimeProvider>())));
        services.AddHostedService<SecretUsageWriter>();
        services.AddHostedService<ProviderHealthWatch>();
        services.AddHostedService<ReEncryptionWorker>();
        var checks = services.AddHealthChecks().AddCheck<SecretKeysHealthCheck>(SecretKeysHealthCheck.Name, tags: [HealthTags.Required]);
        foreach (var provider in SecretProviders.All)
            checks.AddTypeActivatedCheck<ProviderHealthCheck>(ProviderHealthCheck.NameOf(provider), failureStatus: null, tags: [], args: [provider]);
        return services;
    }

    // The old system kept its keys as one comma-separated variable; overlooking that would mean another key than its owner thinks.
    private static void AddKeysInOneText(SecretsOptions options, IConfiguration configuration)
    {
        if (configuration[$"{SecretsOptions.Section}:Fernet:Keys"] is not { Length: > 0 } text || options.Fernet.Keys.Count > 0)
            return;
        foreach (var key in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            options.Fernet.Keys.Add(key);
    }
}
