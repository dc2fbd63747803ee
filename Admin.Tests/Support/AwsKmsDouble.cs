using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Support;

/// <summary>
/// Stands in for AWS KMS, over HTTP on a free loopback port: checks the headers of the protocol, wraps data keys by real
/// AES-256-GCM under a canonical form of the encryption context, knows key states and aliases, and fails as KMS does. It does not
/// verify signatures.
/// </summary>
internal sealed class AwsKmsDouble : IAsyncDisposable
{
    public const string Alias = "alias/admin-secrets";
    public const string AccessKey = "AKIAADMINTESTS";
    public const string SecretKey = "s3cret-access-key-of-admin";

    private const string ArnPrefix = "arn:aws:kms:sa-east-1:111122223333:key/";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int MaxBlob = 6144;

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Queue<(int Status, string Type)> _failures = new();
    private readonly Dictionary<Guid, Key> _keys = [];
    private Guid _aliased;

    private AwsKmsDouble(WebApplication app) => _app = app;

    public static AWSCredentials Credentials => new BasicAWSCredentials(AccessKey, SecretKey);

    /// <summary>The encryption contexts of the requests, in their order.</summary>
    public ConcurrentQueue<string> Contexts { get; } = new();

    public static async Task<AwsKmsDouble> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var kms = new AwsKmsDouble(app);
        kms.AddKey();
        app.Run(kms.AnswerAsync);
        await app.StartAsync();
        return kms;
    }

    public Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["Secrets:AwsKms:KeyId"] = Alias,
        ["Secrets:AwsKms:Region"] = "sa-east-1",
        ["Secrets:AwsKms:ServiceUrl"] = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(),
    };

    /// <summary>A new key, to which the alias points from now on.</summary>
    public void AddKey()
    {
        lock (_gate)
        {
            _aliased = Guid.CreateVersion7();
            _keys[_aliased] = new Key();
        }
    }

    /// <summary>Of the key that the alias points to: <c>Enabled</c>, <c>Disabled</c> or <c>PendingDeletion</c>.</summary>
    public void SetState(string state)
    {
        lock (_gate)
            _keys[_aliased].State = state;
    }

    public void DeleteKey()
    {
        lock (_gate)
            _keys.Remove(_aliased);
    }

    public void FailNext(int status, string type, int times = 1)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
                _failures.Enqueue((status, type));
        }
    }

    public int Count(string operation) => _requests.Count(r => r == operation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        var target = headers["X-Amz-Target"].ToString();
        var authorization = headers.Authorization.ToString();
        (int Status, JsonObject Body) answer;
        if (http.Request.Method != "POST" || http.Request.Path != "/" || headers.ContentType != "application/x-amz-json-1.1" || !target.StartsWith("TrentService.", StringComparison.Ordinal))
        {
            answer = Error("UnknownOperationException");
        }
        else if (!authorization.StartsWith($"AWS4-HMAC-SHA256 Credential={AccessKey}/", StringComparison.Ordinal) || !authorization.Contains("/kms/aws4_request", StringComparison.Ordinal))
        {
            answer = Error("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        else
        {
            var operation = target["TrentService.".Length..];
            _requests.Enqueue(operation);
            var body = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
            lock (_gate)
                answer = Answer(operation, body);
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/x-amz-json-1.1";
        await http.Response.WriteAsync(answer.Body.ToJsonString(Unescaped));
    }

    private (int Status, JsonObject Body) Answer(string operation, JsonObject body)
    {
        if (_failures.TryDequeue(out var failure))
            return Failure(failure.Status, failure.Type);
        Contexts.Enqueue(body["EncryptionContext"]?.ToJsonString() ?? "");
        return operation switch
        {
            "GenerateDataKey" => WithKey((string?)body["KeyId"], usable: true, (id, key) => Generate(id, key, body)),
            "Decrypt" => Decrypt(body),
            "DescribeKey" => WithKey((string?)body["KeyId"], usable: false, (id, key) =>
                (200, new() { ["KeyMetadata"] = new JsonObject { ["KeyId"] = $"{id}", ["Arn"] = $"{ArnPrefix}{id}", ["KeyState"] = key.State, ["Enabled"] = key.State == "Enabled" } })),
            _ => Error("UnknownOperationException"),
        };
    }

    // What KMS says about throttling and permissions is not about the key.
    private static (int Status, JsonObject Body) Failure(int status, string type) => type == "AccessDeniedException"
        ? (status, new() { ["__type"] = type, ["Message"] = "User is not authorized to perform this operation" })
        : (status, new() { ["__type"] = type, ["message"] = "Rate exceeded" });

    private (int Status, JsonObject Body) WithKey(string? name, bool usable, Func<Guid, Key, (int Status, JsonObject Body)> act)
    {
        if (name is not { Length: > 0 })
            return Error("ValidationException", "1 validation error detected: Value at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1");
        var id = name == Alias ? _aliased : Guid.TryParse(name.StartsWith(ArnPrefix, StringComparison.Ordinal) ? name[ArnPrefix.Length..] : name, out var given) ? given : Guid.Empty;
        if (!_keys.TryGetValue(id, out var key))
            return Error("NotFoundException", name.StartsWith("alias/", StringComparison.Ordinal) ? $"Alias {name} is not found." : $"Key '{name}' does not exist");
        return (usable ? key.State : "") switch
        {
            "Disabled" => Error("DisabledException", $"{ArnPrefix}{id} is disabled."),
            "PendingDeletion" => Error("KMSInvalidStateException", $"{ArnPrefix}{id} is pending deletion."),
            _ => act(id, key),
        };
    }

    private static (int Status, JsonObject Body) Generate(Guid id, Key key, JsonObject body)
    {
        if ((string?)body["KeySpec"] != "AES_256" || body["NumberOfBytes"] is not null)
            return Error("ValidationException", "Please specify either number of bytes or key spec.");
        var dataKey = RandomNumberGenerator.GetBytes(32);
        var blob = new byte[16 + NonceLength + dataKey.Length + TagLength];
        id.TryWriteBytes(blob, bigEndian: true, out _);
        var nonce = blob.AsSpan(16, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, dataKey, blob.AsSpan(16 + NonceLength, dataKey.Length), blob.AsSpan(16 + NonceLength + dataKey.Length), Canonical(body));
        return (200, new() { ["KeyId"] = $"{ArnPrefix}{id}", ["Plaintext"] = Convert.ToBase64String(dataKey), ["CiphertextBlob"] = Convert.ToBase64String(blob) });
    }

    private (int Status, JsonObject Body) Decrypt(JsonObject body)
    {
        var blob = Convert.FromBase64String((string)body["CiphertextBlob"]!);
        if (blob.Length is 0 or > MaxBlob)
            return Error("ValidationException", "1 validation error detected: Value at 'ciphertextBlob' failed to satisfy constraint");
        if (blob.Length < 16 + NonceLength + TagLength || !_keys.ContainsKey(new Guid(blob.AsSpan(0, 16), bigEndian: true)))
            return body["KeyId"] is null ? Error("InvalidCiphertextException") : WithKey((string?)body["KeyId"], usable: true, (_, _) => Error("InvalidCiphertextException"));
        var made = new Guid(blob.AsSpan(0, 16), bigEndian: true);
        return WithKey((string?)body["KeyId"] ?? $"{made}", usable: true, (id, key) => id == made
            ? Open(id, key, blob, body)
            : Error("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation."));
    }

    private static (int Status, JsonObject Body) Open(Guid id, Key key, byte[] blob, JsonObject body)
    {
        var content = new byte[blob.Length - 16 - NonceLength - TagLength];
        using var aes = new AesGcm(key.Bytes, TagLength);
        try
        {
            aes.Decrypt(blob.AsSpan(16, NonceLength), blob.AsSpan(16 + NonceLength, content.Length), blob.AsSpan()[^TagLength..], content, Canonical(body));
        }
        catch (AuthenticationTagMismatchException)
        {
            return Error("InvalidCiphertextException");
        }

        return (200, new() { ["KeyId"] = $"{ArnPrefix}{id}", ["Plaintext"] = Convert.ToBase64String(content) });
    }

    /// <summary>Sorted, each text with its length in front, so that no two contexts read the same.</summary>
    private static byte[] Canonical(JsonObject body)
    {
        using var bytes = new MemoryStream();
        foreach (var (name, value) in (body["EncryptionContext"]?.AsObject() ?? []).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Write(bytes, name);
            Write(bytes, (string)value!);
        }

        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, encoded.Length);
        bytes.Write(length);
        bytes.Write(encoded);
    }

    private static (int Status, JsonObject Body) Error(string type, string? message = null) => (400, new() { ["__type"] = type, ["message"] = message });

    private sealed class Key
    {
        public byte[] Bytes { get; } = RandomNumberGenerator.GetBytes(32);

        public string State { get; set; } = "Enabled";
    }
}
