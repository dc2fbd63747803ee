using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Support;

/// <summary>
/// Stands in for Vault's transit engine, over HTTP on a free loopback port: real AES-256-GCM under keys derived by context, key
/// versions, tokens with leases, AppRole, namespaces that share nothing, and switches for what can go wrong. Leases end on the
/// clock it is given.
/// </summary>
internal sealed class VaultTransitDouble : IAsyncDisposable
{
    public const string RoleId = "role-of-admin";
    public const string SecretId = "s3cret-id-of-admin";
    public const string Mount = "transit";
    public const string Key = "admin-secrets";

    // As Go writes it: base64 stays as it is.
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Channel<string> _arrivals = Channel.CreateUnbounded<string>();
    private readonly Queue<(int Status, string Error)> _failures = new();
    private readonly Dictionary<string, Token> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Path), VaultKeyDouble> _keys = [];

    private VaultTransitDouble(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Method and path of each request, in their order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public bool IsSealed { get; set; }

    public bool IsStandby { get; set; }

    /// <summary>The policy of every token lets nothing through.</summary>
    public bool IsDenied { get; set; }

    public TimeSpan Lease { get; set; } = TimeSpan.FromHours(1);

    public bool IsRenewable { get; set; } = true;

    public static async Task<VaultTransitDouble> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var vault = new VaultTransitDouble(app, time);
        vault.AddKey();
        app.Run(vault.AnswerAsync);
        await app.StartAsync();
        return vault;
    }

    /// <summary>Settings of a client that signs in by AppRole.</summary>
    public Dictionary<string, string?> RoleSettings() => new(StringComparer.Ordinal)
    {
        ["Secrets:Vault:Address"] = Address.ToString(),
        ["Secrets:Vault:Key"] = Key,
        ["Secrets:Vault:RoleId"] = RoleId,
        ["Secrets:Vault:SecretId"] = SecretId,
    };

    public Dictionary<string, string?> TokenSettings(string token) => new(StringComparer.Ordinal)
    {
        ["Secrets:Vault:Address"] = Address.ToString(),
        ["Secrets:Vault:Key"] = Key,
        ["Secrets:Vault:Token"] = token,
    };

    public VaultKeyDouble AddKey(string name = Key, string inNamespace = "", bool derived = true)
    {
        lock (_gate)
            return _keys[(inNamespace, $"{Mount}/{name}")] = new VaultKeyDouble(derived);
    }

    public void DeleteKey(string name = Key)
    {
        lock (_gate)
            _keys.Remove(("", $"{Mount}/{name}"));
    }

    /// <summary>A token; without a lease it never ends.</summary>
    public string AddToken(TimeSpan? lease = null, string inNamespace = "")
    {
        lock (_gate)
            return Issue(inNamespace, lease);
    }

    public void RevokeTokens()
    {
        lock (_gate)
            _tokens.Clear();
    }

    public void FailNext(int status, string error, int times = 1)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
                _failures.Enqueue((status, error));
        }
    }

    /// <summary>Ends when such a request has come.</summary>
    public async Task WaitForAsync(string request)
    {
        while (await _arrivals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)) != request)
        {
        }
    }

    public int Count(string request) => _requests.Count(r => r == request);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var request = $"{http.Request.Method} {http.Request.Path}";
        _requests.Enqueue(request);
        _arrivals.Writer.TryWrite(request);
        var body = http.Request.ContentLength > 0 ? (await JsonNode.ParseAsync(http.Request.Body))!.AsObject() : [];
        (int Status, JsonObject? Body) answer;
        lock (_gate)
            answer = Answer(http.Request, body);
        if (answer.Status == 307)
            http.Response.Headers.Location = "https://active.vault.test:8200" + http.Request.Path;
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body?.ToJsonString(Unescaped) ?? "");
    }

    private (int Status, JsonObject? Body) Answer(HttpRequest request, JsonObject body)
    {
        if (_failures.TryDequeue(out var failure))
            return Errors(failure.Status, failure.Error);
        if (IsSealed)
            return Errors(503, "Vault is sealed");
        if (IsStandby)
            return (307, null);
        if (request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) is not ["v1", .. var path])
            return Errors(404);
        var space = request.Headers["X-Vault-Namespace"].ToString().Trim('/');
        if (path is ["auth", "approle", "login"])
            return LogIn(space, body);
        if (!_tokens.TryGetValue(request.Headers["X-Vault-Token"].ToString(), out var token) || token.Namespace != space || token.EndsAt <= _time.GetUtcNow())
            return Errors(403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n");
        return (request.Method, path) switch
        {
            ("GET", ["auth", "token", "lookup-self"]) => Data(new() { ["ttl"] = token.Seconds(_time.GetUtcNow()), ["renewable"] = IsRenewable }),
            ("POST", ["auth", "token", "renew-self"]) => Renew(token),
            _ when IsDenied => Errors(403, "1 error occurred:\n\t* permission denied\n\n"),
            ("GET", [Mount, "keys", var name]) => Find(space, name) is { } key ? Data(key.Describe(name)) : Errors(404),
            ("POST", [Mount, "encrypt", var name]) => Work(Find(space, name), k => k.Encrypt(body)),
            ("POST", [Mount, "decrypt", var name]) => Work(Find(space, name), k => k.Decrypt(body)),
            _ => Errors(404, $"no handler for route \"{string.Join('/', path)}\". route entry not found."),
        };
    }

    private VaultKeyDouble? Find(string space, string name) => _keys.GetValueOrDefault((space, $"{Mount}/{name}"));

    private (int Status, JsonObject? Body) LogIn(string space, JsonObject body)
    {
        if ((string?)body["role_id"] != RoleId || (string?)body["secret_id"] != SecretId)
            return Errors(400, "invalid role or secret ID");
        return Auth(Issue(space, Lease), Lease);
    }

    private (int Status, JsonObject? Body) Renew(Token token)
    {
        if (!IsRenewable)
            return Errors(400, "lease is not renewable");
        _tokens[token.Text] = token with { EndsAt = _time.GetUtcNow() + Lease };
        return Auth(token.Text, Lease);
    }

    private string Issue(string space, TimeSpan? lease)
    {
        var text = $"hvs.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
        _tokens[text] = new Token(text, space, lease is { } time ? _time.GetUtcNow() + time : DateTimeOffset.MaxValue);
        return text;
    }

    private (int Status, JsonObject? Body) Auth(string token, TimeSpan lease) =>
        (200, new() { ["auth"] = new JsonObject { ["client_token"] = token, ["lease_duration"] = (int)lease.TotalSeconds, ["renewable"] = IsRenewable } });

    private static (int Status, JsonObject? Body) Work(VaultKeyDouble? key, Func<VaultKeyDouble, (JsonObject? Data, string? Error)> act)
    {
        if (key is null)
            return Errors(400, "encryption key not found");
        var (data, error) = act(key);
        return data is null ? Errors(400, error!) : Data(data);
    }

    private static (int Status, JsonObject? Body) Data(JsonObject data) => (200, new() { ["data"] = data });

    private static (int Status, JsonObject? Body) Errors(int status, params string[] errors) => (status, new() { ["errors"] = JsonSerializer.SerializeToNode(errors) });

    private sealed record Token(string Text, string Namespace, DateTimeOffset EndsAt)
    {
        public int Seconds(DateTimeOffset now) => EndsAt == DateTimeOffset.MaxValue ? 0 : (int)(EndsAt - now).TotalSeconds;
    }
}
