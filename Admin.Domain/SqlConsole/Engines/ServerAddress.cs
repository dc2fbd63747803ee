using System.Net;

namespace Admin.Domain.SqlConsole.Engines;

/// <summary>A server whose address has been looked up and checked.</summary>
/// <param name="Name">What the data source calls it; certificates are verified against it.</param>
/// <param name="Endpoint">The address that was checked, and the only one that may be connected to.</param>
public sealed record ServerAddress(string Name, IPEndPoint Endpoint);
