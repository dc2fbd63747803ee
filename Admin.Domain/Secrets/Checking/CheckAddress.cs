using System.Diagnostics.CodeAnalysis;
using System.Net;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Checking;

/// <summary>The address that a secret is tried against over HTTP, and the header that carries it.</summary>
/// <param name="Header">Null: <c>Authorization: Bearer</c>.</param>
public sealed record CheckAddress(string Url, string? Header)
{
    public const int UrlMaxLength = 500;
    public const int HeaderMaxLength = 60;

    /// <summary>They steer the request itself, or say who asks.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Upgrade", "TE", "Trailer", "Expect", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Via",
    };

    public string Host => new Uri(Url).IdnHost;

    /// <summary>An address as somebody gave it, if it is one that can be asked.</summary>
    /// <param name="allowsPlainLoopback">In development: a service on this very machine, without a certificate.</param>
    public static Result<CheckAddress> Read(string? url, string? header, bool allowsPlainLoopback)
    {
        if (!TryRead(url, allowsPlainLoopback, out var uri))
            return SecretCheckErrors.AddressInvalid;
        var name = string.IsNullOrWhiteSpace(header) ? null : header.Trim();
        if (name is not null && (name.Length > HeaderMaxLength || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || Reserved.Contains(name)))
            return SecretCheckErrors.HeaderInvalid;
        return new CheckAddress(uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped), name);
    }

    /// <summary>This very machine by name; what other names resolve to is looked at when it is asked.</summary>
    public static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool TryRead(string? url, bool allowsPlainLoopback, [NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        if (url?.Trim() is not { Length: > 0 and <= UrlMaxLength } text || !Uri.TryCreate(text, UriKind.Absolute, out var read) || read.UserInfo.Length > 0 || read.Host.Length == 0)
            return false;
        var plain = read.Scheme == Uri.UriSchemeHttp && allowsPlainLoopback && IsLoopbackHost(read.Host);
        if (read.Scheme != Uri.UriSchemeHttps && !plain)
            return false;
        uri = read;
        return true;
    }
}
