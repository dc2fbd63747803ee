namespace Admin.Domain.Secrets;

/// <summary>Addresses of providers: what is sent there, credentials and values, is everybody's where the way is in the clear.</summary>
internal static class ProviderAddress
{
    /// <summary>https, or http on loopback, where there is no way: an agent on the same machine.</summary>
    public static bool IsSafe(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" };
}
