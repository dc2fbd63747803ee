using System.Net;
using Admin.Domain.SqlConsole.Network;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.Redis;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Infrastructure.SqlConsole.Network;

/// <summary>The application's SQL Server and its Redis, as the configuration names them.</summary>
internal sealed class OwnServers(IOptions<DatabaseOptions> database, IOptions<RedisOptions> redis, EmbeddedRedis embedded, IHostLookup lookup) : IOwnServers
{
    private const int SqlServerPort = 1433;

    public async Task<IReadOnlyList<IPEndPoint>> FindAsync(CancellationToken ct)
    {
        var found = new List<IPEndPoint>();
        foreach (var (host, port) in Names())
            found.AddRange((await lookup.ResolveAsync(host, ct)).Select(a => new IPEndPoint(a, port)));
        return found;
    }

    private IEnumerable<(string Host, int Port)> Names()
    {
        if (database.Value.Provider == DatabaseProvider.SqlServer)
            yield return SqlServer(new SqlConnectionStringBuilder(database.Value.ConnectionString).DataSource);
        if (redis.Value.IsEmbedded && embedded.IsRunning)
            yield return (embedded.EndPoint.Address.ToString(), embedded.EndPoint.Port);
        if (redis.Value.IsEmbedded)
            yield break;
        foreach (var endpoint in ConfigurationOptions.Parse(redis.Value.ConnectionString!).EndPoints)
        {
            if (endpoint is DnsEndPoint name)
                yield return (name.Host, name.Port);
            else if (endpoint is IPEndPoint address)
                yield return (address.Address.ToString(), address.Port);
        }
    }

    /// <summary>"tcp:host\instance,port". An instance without a port listens anywhere: 0 stands for every port of its host.</summary>
    internal static (string Host, int Port) SqlServer(string dataSource)
    {
        var source = dataSource.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? dataSource[4..] : dataSource;
        var comma = source.LastIndexOf(',');
        var hasPort = comma >= 0 && int.TryParse(source[(comma + 1)..], out _);
        var name = hasPort ? source[..comma] : source;
        var instance = name.IndexOf('\\', StringComparison.Ordinal);
        var host = (instance >= 0 ? name[..instance] : name).Trim();
        var port = hasPort ? int.Parse(source[(comma + 1)..], System.Globalization.CultureInfo.InvariantCulture) : instance >= 0 ? 0 : SqlServerPort;
        return (host is "." or "(local)" or "" ? "localhost" : host, port);
    }
}
