using System.Net;

namespace Admin.Domain.SqlConsole.Network;

/// <summary>The servers that hold the application's own data, which no data source may reach.</summary>
public interface IOwnServers
{
    /// <summary>Where they listen now; port 0 stands for every port. A name that cannot be resolved now is left out.</summary>
    Task<IReadOnlyList<IPEndPoint>> FindAsync(CancellationToken ct);
}
