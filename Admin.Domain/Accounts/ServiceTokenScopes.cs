using System.Collections.Frozen;

namespace Admin.Domain.Accounts;

/// <summary>What a service token can be given, and which permissions each scope stands for. There is nothing else a token may do.</summary>
public static class ServiceTokenScopes
{
    /// <summary>Values of the secrets or chatbots that the token names; <c>SecretService</c> checks which.</summary>
    public const string SecretsRead = "secrets.read";
    public const string LimitsAcquire = "limits.acquire";
    public const string LiveRead = "live.read";
    public const string OptOutsWrite = "opt_outs.write";

    private static readonly FrozenDictionary<string, string[]> PermissionsByScope = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [SecretsRead] = [Permissions.Secrets.Reveal],
        [LimitsAcquire] = [Permissions.RateLimits.Acquire],
        [LiveRead] = [Permissions.Live.Read],
        [OptOutsWrite] = [Permissions.OptOuts.Write],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => PermissionsByScope.Keys;

    public static FrozenSet<string> Permitted(IEnumerable<string> scopes) =>
        scopes.SelectMany(s => PermissionsByScope.TryGetValue(s, out var granted) ? granted : []).ToFrozenSet(StringComparer.Ordinal);
}
