using Admin.Web.Api;

namespace Admin.Web.Hubs;

internal static class LiveHubComposition
{
    /// <summary>Needs no backplane: each node sends what its own broker reads, and the notes between nodes go over the live channel.</summary>
    public static IServiceCollection AddLiveHub(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => ApiJson.Configure(options.PayloadSerializerOptions));
        return services;
    }

    public static void MapLiveHub(this IEndpointRouteBuilder endpoints) => endpoints.MapHub<LiveHub>(LiveHub.Path).RequireAuthorization();
}
