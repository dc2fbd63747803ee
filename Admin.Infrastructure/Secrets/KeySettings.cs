using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Admin.Infrastructure.Secrets;

/// <summary>Where configured keys come from: a settings file is copied, committed and shared, so it must not hold them.</summary>
public sealed class KeySettings(IConfiguration configuration)
{
    // Each with the variable of the environment that holds it.
    private static readonly (string Setting, string Variable)[] Settings =
    [
        ("Secrets:Fernet:Keys", "Secrets__Fernet__Keys__0"), ("Secrets:AesGcm:Keys", "Secrets__AesGcm__Keys__0"),
        ("Secrets:Vault:Token", "Secrets__Vault__Token"), ("Secrets:Vault:SecretId", "Secrets__Vault__SecretId"),
    ];

    /// <exception cref="SecretKeysException">An appsettings file holds keys.</exception>
    public void RefuseKeysInSettingsFile()
    {
        if (configuration is not IConfigurationRoot root)
            return;
        foreach (var provider in root.Providers.OfType<JsonConfigurationProvider>())
        {
            var name = Path.GetFileName(provider.Source.Path ?? "");
            if (name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) && Array.Find(Settings, s => Holds(provider, s.Setting)) is { Setting: not null } held)
                throw new SecretKeysException($"{held.Setting} stands in {name}. Outside Development keys and credentials come from the environment ({held.Variable}), keys also from the key file; take them out of {name}, and replace them if others could read it.");
        }
    }

    private static bool Holds(JsonConfigurationProvider provider, string setting) =>
        provider.GetChildKeys([], setting).Any() || (provider.TryGet(setting, out var text) && !string.IsNullOrEmpty(text));
}
