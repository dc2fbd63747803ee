using Admin.Domain.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Admin.Infrastructure.Secrets;

/// <summary>Where configured keys come from: a settings file is copied, committed and shared, so it must not hold them.</summary>
public sealed class KeySettings(IConfiguration configuration)
{
    private static readonly string[] Settings = [$"{SecretsOptions.Section}:Fernet:Keys", $"{SecretsOptions.Section}:AesGcm:Keys"];

    /// <exception cref="SecretKeysException">An appsettings file holds keys.</exception>
    public void RefuseKeysInSettingsFile()
    {
        if (configuration is not IConfigurationRoot root)
            return;
        foreach (var provider in root.Providers.OfType<JsonConfigurationProvider>())
        {
            var name = Path.GetFileName(provider.Source.Path ?? "");
            if (name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) && Array.Find(Settings, s => Holds(provider, s)) is { } setting)
                throw new SecretKeysException($"{setting} stands in {name}. Outside Development keys come from the environment ({setting.Replace(":", "__", StringComparison.Ordinal)}__0) or the key file; take them out of {name}, and replace them if others could read it.");
        }
    }

    private static bool Holds(JsonConfigurationProvider provider, string setting) =>
        provider.GetChildKeys([], setting).Any() || (provider.TryGet(setting, out var text) && !string.IsNullOrEmpty(text));
}
