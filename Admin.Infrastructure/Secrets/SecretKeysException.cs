using Admin.Infrastructure.Hosting;

namespace Admin.Infrastructure.Secrets;

/// <summary>The application cannot start with the keys it has. The message is for operators and holds no key.</summary>
public sealed class SecretKeysException : CannotStartException
{
    public SecretKeysException(string message)
        : base(message)
    {
    }

    public SecretKeysException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public static SecretKeysException Lost(string path, string setting, IReadOnlyDictionary<string, int> missing) => new(
        $"The key file {path} is gone, and {Needs(missing)}. Put the file back from a backup, or give the keys in {setting} (environment). No new key was made.");

    public static SecretKeysException Foreign(string source, IReadOnlyDictionary<string, int> missing) => new(
        $"The keys in {source} are not those of this database: {Needs(missing)}. Add the missing keys below the first one, or put the right file back.");

    public static SecretKeysException Required(string path) => new(
        $"Secrets:Fernet:Keys is required outside Development: give it in the environment (Secrets__Fernet__Keys__0), or put a key file at {path}. "
        + "A key is 32 random bytes in base64url: head -c 32 /dev/urandom | base64 | tr '+/' '-_'");

    /// <summary>Going on would make new ones in their place, and nobody's second factor could be read any more.</summary>
    public static SecretKeysException OwnKeysLost(int count) => new(
        $"{count} of the application's own keys, which protect sign-ins and second factors, were made under a Fernet key that is not at hand. "
        + "Add that key below the first one in Secrets:Fernet:Keys or the key file. If it is lost for good, see \"A lost Fernet key\" in docs/operations.md.");

    private static string Needs(IReadOnlyDictionary<string, int> missing) =>
        string.Join(", ", missing.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Value} stored values need the key {m.Key}"));
}
