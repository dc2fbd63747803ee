using Admin.Domain.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Admin.Infrastructure.Secrets;

/// <summary>Where configured keys come from: a settings file is copied, committed and shared, so it must not hold them.</summary>
public sealed class FernetKeySettings(IConfiguration configuration)
{
    private const string Keys = $"{SecretsOptions.Section}:Fernet:Keys";

    /// <exception cref="SecretKeysException">An appsettings file holds keys.</exception>
    public void RefuseKeysInSettingsFile()
    {
        if (configuration is not IConfigurationRoot root)
            return;
        foreach (var provider in root.Providers.OfType<JsonConfigurationProvider>())
        {
            var name = Path.GetFileName(provider.Source.Path ?? "");
            var holdsKeys = provider.GetChildKeys([], Keys).Any() || (provider.TryGet(Keys, out var text) && !string.IsNullOrEmpty(text));
            if (holdsKeys && name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase))
                throw new SecretKeysException($"{Keys} stands in {name}. Outside Development keys come from the environment (Secrets__Fernet__Keys__0) or the key file; take them out of {name}, and replace them if others could read it.");
        }
    }
}
