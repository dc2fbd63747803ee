using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

public static class ServiceTokenErrors
{
    public static Error NotFound { get; } = Error.NotFound("service_token_not_found", "There is no such service token.");

    public static Error NameInvalid { get; } = Error.Invalid("service_token_name_invalid", $"Give the token a name of 1 to {ServiceToken.NameMaxLength} characters without control characters.", "name");

    public static Error NameTaken { get; } = Error.Conflict("service_token_name_taken", "A working token of this name exists already. Choose another name, or revoke that one.", "name");

    public static Error ScopesInvalid { get; } = Error.Invalid("service_token_scopes_invalid", $"Name at least one scope of: {string.Join(", ", ServiceTokenScopes.All.Order(StringComparer.Ordinal))}.", "scopes");

    public static Error ReadableRequired { get; } = Error.Invalid("service_token_readable_required", "A token that reads secrets names the secrets or chatbots it may read.", "readable_ids");

    public static Error TooManyReadable { get; } = Error.Invalid("service_token_too_many_readable", $"A token names at most {ServiceTokens.MaxReadable} secrets or chatbots. Name their chatbot instead.", "readable_ids");

    public static Error ReadableNotFound { get; } = Error.NotFound("readable_not_found", "There is no such secret or chatbot.") with { Field = "readable_ids" };

    public static Error NetworksInvalid(string network) =>
        Error.Invalid("service_token_network_invalid", $"'{network}' is not a network in CIDR form, such as 10.1.0.0/16.", "networks").With(("network", network));

    public static Error TooManyNetworks { get; } = Error.Invalid("service_token_too_many_networks", $"A token names at most {ServiceTokens.MaxNetworks} networks.", "networks");

    public static Error ExpiryInvalid { get; } = Error.Invalid("service_token_expiry_invalid", "A token ends in the future, and within a year.", "expires_at");

    public static Error Revoked { get; } = Error.Conflict("service_token_revoked", "This token was revoked or has expired, and cannot be changed any more. Make a new one.");
}
