using System.Net;
using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

/// <summary>What a service token may be, apart from what only the database knows.</summary>
internal static class ServiceTokenRules
{
    public static Error? Check(ServiceTokenDraft draft, DateTime now)
    {
        List<Error> faults = [];
        if (draft.Name?.Trim() is not { Length: > 0 and <= ServiceToken.NameMaxLength } name || name.Any(char.IsControl))
            faults.Add(ServiceTokenErrors.NameInvalid);
        if (draft.Scopes.Count == 0 || draft.Scopes.Any(s => !ServiceTokenScopes.All.Contains(s)))
            faults.Add(ServiceTokenErrors.ScopesInvalid);
        if (draft.Scopes.Contains(ServiceTokenScopes.SecretsRead) && draft.ReadableIds.Count == 0)
            faults.Add(ServiceTokenErrors.ReadableRequired);
        if (draft.ReadableIds.Count > ServiceTokens.MaxReadable)
            faults.Add(ServiceTokenErrors.TooManyReadable);
        if (draft.Networks.Count > ServiceTokens.MaxNetworks)
            faults.Add(ServiceTokenErrors.TooManyNetworks);
        faults.AddRange(draft.Networks.Where(n => !IPNetwork.TryParse(n, out _)).Take(1).Select(ServiceTokenErrors.NetworksInvalid));
        if (draft.ExpiresAt is { } end && (end <= now || end > now + ServiceToken.MaxLifetime))
            faults.Add(ServiceTokenErrors.ExpiryInvalid);
        return Error.Join(faults);
    }
}
