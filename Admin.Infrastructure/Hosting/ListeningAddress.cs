using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Admin.Infrastructure.Hosting;

/// <summary>Where this process can be reached from this machine, once the server listens.</summary>
public static class ListeningAddress
{
    /// <summary>Plain http where there is a choice; "every interface" becomes the loopback. Null before the server listens.</summary>
    public static Uri? Find(IServer server)
    {
        var addresses = (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(BindingAddress.Parse).ToList();
        var best = addresses.Find(a => a.Scheme == Uri.UriSchemeHttp) ?? addresses.FirstOrDefault();
        return best is null ? null : new UriBuilder(best.Scheme, best.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : best.Host, best.Port).Uri;
    }
}
