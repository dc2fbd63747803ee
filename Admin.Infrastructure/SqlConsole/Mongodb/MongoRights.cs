using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>What the account may do that a console's account should not.</summary>
internal static class MongoRights
{
    private static readonly HashSet<string> Roles =
    [
        "__system", "root", "dbOwner", "dbAdmin", "dbAdminAnyDatabase", "userAdmin", "userAdminAnyDatabase", "clusterAdmin", "clusterManager", "hostManager",
        "readWriteAnyDatabase", "readAnyDatabase", "backup", "restore", "enableSharding",
    ];

    private static readonly HashSet<string> Writing = ["readWrite"];

    private static readonly HashSet<string> Actions =
    [
        "anyAction", "internalAction", "createUser", "dropUser", "createRole", "dropRole", "grantRole", "revokeRole", "grantPrivilegesToRole", "changePassword",
        "changeCustomData", "viewUser", "dropDatabase", "dropCollection", "renameCollectionSameDB", "bypassDocumentValidation", "shutdown", "applyOps", "setParameter",
        "replSetConfigure", "fsync", "killAnyCursor", "killAnySession", "killop",
    ];

    private static readonly HashSet<string> Changes = ["insert", "update", "remove"];

    public static async Task<Result<IReadOnlyList<string>>> DangersAsync(MongoConnection connection, AccessMode mode, CancellationToken ct)
    {
        var answer = await connection.RunAsAdminAsync(new BsonDocument { { "connectionStatus", 1 }, { "showPrivileges", true } }, ct);
        return answer.Failed ? answer.Error : Dangers(MongoDocuments.Read(answer.Value), mode);
    }

    /// <summary>Roles as <c>role@database</c>; of an account without such a role the actions that are dangerous by themselves.</summary>
    public static List<string> Dangers(BsonDocument status, AccessMode mode)
    {
        var info = status["authInfo"].AsBsonDocument;
        if (info["authenticatedUsers"].AsBsonArray.Count == 0)
            return ["authorization disabled"];
        var roles = info["authenticatedUserRoles"].AsBsonArray.Select(r => (Role: r["role"].AsString, Db: r["db"].AsString))
            .Where(r => Roles.Contains(r.Role) || (mode == AccessMode.ReadOnly && Writing.Contains(r.Role)))
            .Select(r => $"{r.Role}@{r.Db}").Distinct().ToList();
        if (roles.Count > 0)
            return roles;
        return info.GetValue("authenticatedUserPrivileges", new BsonArray()).AsBsonArray
            .SelectMany(p => p["actions"].AsBsonArray.Select(a => a.AsString))
            .Where(a => Actions.Contains(a) || (mode == AccessMode.ReadOnly && Changes.Contains(a))).Distinct().Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>Makes an account that may read this one database.</summary>
    public static string SafeAccount(ConnectionTarget target)
    {
        var (accounts, database) = (new BsonString(target.AuthenticationDatabase ?? "admin").ToJson(), new BsonString(target.Database).ToJson());
        return $"db.getSiblingDB({accounts}).createUser({{ user: \"admin_console\", pwd: passwordPrompt(), roles: [{{ role: \"read\", db: {database} }}] }})";
    }
}
