using System.Net;
using System.Text;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard;
using Admin.Infrastructure.SqlConsole.SqlServer;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>A database of a test's own, at the double or at a real server.</summary>
internal sealed class MongoShop : IAsyncDisposable
{
    public const string ServerVariable = "ADMIN_TEST_MONGODB";
    private static readonly StatementGuard Guard = new(new ScriptDomParser());
    private readonly MongoClientSettings _settings;

    private MongoShop(MongoServerDouble? server, MongoClientSettings settings, ConnectionTarget target)
    {
        Server = server;
        Target = target;
        _settings = settings;
    }

    /// <summary>Null at a real server.</summary>
    public MongoServerDouble? Server { get; }

    public ConnectionTarget Target { get; }

    public static Task<MongoShop> AtDoubleAsync(bool isReplicaSet = false)
    {
        var server = new MongoServerDouble { IsReplicaSet = isReplicaSet };
        var settings = new MongoClientSettings { Server = new MongoServerAddress("127.0.0.1", server.Endpoint.Port), DirectConnection = true };
        return FillAsync(new MongoShop(server, settings, TargetOf("localhost", server.Endpoint) with { Tls = new TlsSettings(TlsMode.Off) }));
    }

    /// <summary>The server that the variable names, or a skip that says so.</summary>
    public static async Task<MongoShop> AtServerAsync()
    {
        var address = Environment.GetEnvironmentVariable(ServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(address), $"MongoDB: {ServerVariable} holds no connection string.");
        var url = new MongoUrl(address);
        var settings = MongoClientSettings.FromUrl(url);
        settings.DirectConnection = true;
        var ip = (await Dns.GetHostAddressesAsync(url.Server.Host)).First();
        var target = TargetOf(url.Server.Host, new IPEndPoint(ip, url.Server.Port)) with
        {
            Tls = new TlsSettings(url.UseTls ? TlsMode.Encrypt : TlsMode.Off),
            AuthenticationDatabase = url.AuthenticationSource,
            Credentials = url.Username is null ? null : Account(url.Username, url.Password),
        };
        return await FillAsync(new MongoShop(null, settings, target with { Database = $"admin_test_{Guid.CreateVersion7():N}" }));
    }

    public static ConnectionTarget TargetOf(string name, IPEndPoint endpoint) =>
        new(OrganizationId.New(), EngineKind.Mongodb, "shop", AccessMode.Write) { Server = new ServerAddress(name, endpoint) };

    public static DatabaseCredentials Account(string user, string password) => new(user, new SecretValue(Encoding.UTF8.GetBytes(password), SecretEncoding.Text));

    /// <summary>A statement as it comes out of the guard.</summary>
    public static EngineQuery Query(string statement, params BoundParameter[] parameters)
    {
        var verdict = Guard.Check(EngineKind.Mongodb, statement, AccessMode.Write);
        Assert.False(verdict.Blocked, verdict.Message);
        return new EngineQuery(statement, parameters, TimeSpan.FromSeconds(20), "admin run 1") { Command = verdict.Command };
    }

    public async Task InsertAsync(string collection, params BsonDocument[] documents)
    {
        using var client = new OwnClient(_settings);
        await client.Collection(Target.Database, collection).InsertManyAsync(documents);
    }

    public async Task<IReadOnlyList<BsonDocument>> AllAsync(string collection)
    {
        using var client = new OwnClient(_settings);
        return await client.Collection(Target.Database, collection).Find(new BsonDocument()).Sort(new BsonDocument("_id", 1)).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
            return;
        }
        using var client = new OwnClient(_settings);
        await client.DropAsync(Target.Database);
    }

    /// <summary>The driver shares and keeps what is behind its clients; a test's own must be gone with it.</summary>
    private sealed class OwnClient(MongoClientSettings settings) : IDisposable
    {
        private readonly MongoClient _client = new(settings);

        public IMongoCollection<BsonDocument> Collection(string database, string name) => _client.GetDatabase(database).GetCollection<BsonDocument>(name);

        public Task DropAsync(string database) => _client.DropDatabaseAsync(database);

        public void Dispose()
        {
            ClusterRegistry.Instance.UnregisterAndDisposeCluster(_client.Cluster);
            _client.Dispose();
        }
    }

    private static async Task<MongoShop> FillAsync(MongoShop shop)
    {
        await shop.InsertAsync(
            "users",
            new BsonDocument { { "_id", 1 }, { "name", "Ana" }, { "city", "Rio" }, { "score", 1.5 } },
            new BsonDocument { { "_id", 2 }, { "name", "Bia" }, { "city", "Rio" }, { "tags", new BsonArray { "a", "b" } } },
            new BsonDocument { { "_id", 3 }, { "name", BsonNull.Value }, { "city", "Natal" } });
        return shop;
    }
}
