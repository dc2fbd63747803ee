using System.Net;

namespace Admin.Domain.SqlConsole.Network;

/// <summary>Names and addresses of hosts.</summary>
public interface IHostLookup
{
    /// <summary>Every address of a name; none when it has none.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct);

    /// <summary>The first address that takes a connection, or null. Each has a few seconds.</summary>
    Task<IPAddress?> FirstAnsweringAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken ct);
}
