using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>The server's side of SCRAM-SHA-256 for one account, so that a password is really checked.</summary>
internal sealed class MongoScramDouble(string user, string password)
{
    private const int Iterations = 4096;
    private static readonly byte[] Salt = "a double's own salt"u8.ToArray();
    private string _clientFirst = "";
    private string _serverFirst = "";

    public string User => user;

    /// <summary>Null when the account is another one.</summary>
    public BsonDocument? Start(BsonDocument command)
    {
        _clientFirst = Encoding.UTF8.GetString(command["payload"].AsByteArray)["n,,".Length..];
        var parts = Parts(_clientFirst);
        if (command["mechanism"] != "SCRAM-SHA-256" || parts["n"] != user)
            return null;
        _serverFirst = string.Create(CultureInfo.InvariantCulture, $"r={parts["r"]}server,s={Convert.ToBase64String(Salt)},i={Iterations}");
        return Answer(_serverFirst, done: false);
    }

    /// <summary>Null when the proof is not that of the password.</summary>
    public BsonDocument? Continue(BsonDocument command)
    {
        var final = Encoding.UTF8.GetString(command["payload"].AsByteArray);
        if (final.Length == 0)
            return Answer("", done: true);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, Salt, Iterations, HashAlgorithmName.SHA256, 32);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var message = Encoding.UTF8.GetBytes($"{_clientFirst},{_serverFirst},{final[..final.IndexOf(",p=", StringComparison.Ordinal)]}");
        var signature = HMACSHA256.HashData(SHA256.HashData(clientKey), message);
        var proof = clientKey.Zip(signature, (k, s) => (byte)(k ^ s)).ToArray();
        if (Parts(final)["p"] != Convert.ToBase64String(proof))
            return null;
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return Answer($"v={Convert.ToBase64String(HMACSHA256.HashData(serverKey, message))}", done: true);
    }

    private static BsonDocument Answer(string payload, bool done) =>
        new() { { "conversationId", 1 }, { "done", done }, { "payload", new BsonBinaryData(Encoding.UTF8.GetBytes(payload)) }, { "ok", 1 } };

    private static Dictionary<string, string> Parts(string message) => message.Split(',').ToDictionary(p => p[..1], p => p[2..]);
}
