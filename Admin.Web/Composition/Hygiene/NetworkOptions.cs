using System.Net;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition.Hygiene;

/// <summary>Who stands in front of the application, and who operates it.</summary>
public sealed class NetworkOptions
{
    public const string TrustedProxiesKey = "Network:TrustedProxies";
    public const string AllowedNetworksKey = "Operations:AllowedNetworks";
    public const string PublicUrlKey = "PublicUrl";

    /// <summary>Proxies (addresses or networks) whose X-Forwarded-* headers are believed.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>Networks that may read metrics and docs outside Development.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>The address that people use, where it differs from what reaches the process.</summary>
    public string? PublicUrl { get; set; }

    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    public static bool Contains(IEnumerable<string> networks, IPAddress? address)
    {
        if (address is null)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(n => TryParse(n, out var network) && network.Contains(plain));
    }
}

internal sealed class NetworkOptionsValidation : IValidateOptions<NetworkOptions>
{
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        List<string> faults =
        [
            .. Faults(NetworkOptions.TrustedProxiesKey, options.TrustedProxies),
            .. Faults(NetworkOptions.AllowedNetworksKey, options.AllowedNetworks),
        ];
        if (options.PublicUrl is { Length: > 0 } url && (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
            faults.Add($"{NetworkOptions.PublicUrlKey}: '{url}' is not an http(s) address.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string key, IReadOnlyList<string> networks) =>
        networks.Select((text, i) => (text, i)).Where(n => !NetworkOptions.TryParse(n.text, out _)).Select(n => $"{key}:{n.i}: '{n.text}' is neither an address nor a network such as 10.0.0.0/8.");
}
