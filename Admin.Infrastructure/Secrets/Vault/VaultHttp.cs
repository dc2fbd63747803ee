using System.Buffers;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Admin.Domain.Secrets;
using Microsoft.Extensions.Options;
using Polly.Timeout;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>One request to Vault. Whatever keeps it from being answered is an answer of status 0.</summary>
internal sealed class VaultHttp(IHttpClientFactory clients, IOptions<SecretsOptions> options)
{
    public const string ClientName = "vault";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task<VaultAnswer> SendAsync(HttpMethod method, string path, string? token, Action<Utf8JsonWriter>? write, CancellationToken ct)
    {
        var body = write is null ? [] : Write(write);
        try
        {
            using var message = Message(method, path, token);
            if (write is not null)
                message.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
            using var answer = await clients.CreateClient(ClientName).SendAsync(message, ct);
            return new VaultAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(ct));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return VaultAnswer.None;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var body = buffer.WrittenSpan.ToArray();
        buffer.Clear();
        return body;
    }

    private HttpRequestMessage Message(HttpMethod method, string path, string? token)
    {
        var vault = options.Value.Vault;
        var message = new HttpRequestMessage(method, new Uri($"{vault.Address!.TrimEnd('/')}/v1/{path}"));
        message.Headers.Add("X-Vault-Request", "true");
        if (!string.IsNullOrEmpty(vault.Namespace))
            message.Headers.Add("X-Vault-Namespace", vault.Namespace);
        if (token is not null)
            message.Headers.TryAddWithoutValidation("X-Vault-Token", token);
        return message;
    }
}
