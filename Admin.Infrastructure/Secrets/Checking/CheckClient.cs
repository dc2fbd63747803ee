using System.Net.Http.Headers;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.Checking;

/// <summary>Asks over HTTP. Five seconds in all; 64 KiB of the answer are read and thrown away.</summary>
internal sealed class CheckClient(IHttpClientFactory clients, IOptions<SecretsOptions> options, IHostEnvironment environment) : ICheckClient
{
    public const string ClientName = "secret-check";

    private const int MaxAnswerBytes = 64 * 1024;
    private const int MaxValueLength = 8 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public bool AllowsPlainLoopback => environment.IsDevelopment();

    public bool IsAllowed(string host) => options.Value.CheckAllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Hosts that are not asked where they lie.</summary>
    public bool IsTrusted(string host) => IsAllowed(host) || (AllowsPlainLoopback && CheckAddress.IsLoopbackHost(host));

    public async Task<SecretCheckAnswer> TryAsync(CheckAddress address, SecretValue value, CancellationToken ct)
    {
        if (!FitsHeader(value))
            return Unclear("value_unfit");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(address, value.GetText());
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await DiscardAsync(answer, patience.Token);
            return HttpAnswers.Of((int)answer.StatusCode);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unclear("timeout");
        }
        catch (HttpRequestException e)
        {
            return Unclear(e.InnerException is AddressRefusedException ? "address_refused" : "unreachable");
        }
        catch (IOException)
        {
            return Unclear("unreachable");
        }
    }

    private static HttpRequestMessage Request(CheckAddress address, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address.Url);
        if (address.Header is null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", value);
        else
            request.Headers.TryAddWithoutValidation(address.Header, value);
        return request;
    }

    /// <summary>A few services wait until their answer is taken; nothing of it is kept.</summary>
    private static async Task DiscardAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[8 * 1024];
        for (var read = 0; read < MaxAnswerBytes;)
        {
            var count = await body.ReadAsync(buffer, ct);
            if (count == 0)
                return;
            read += count;
        }
    }

    private static bool FitsHeader(SecretValue value) =>
        value.GetEncoding() == SecretEncoding.Text && value.GetText() is { Length: <= MaxValueLength } text && text.All(c => c is >= ' ' and <= '~');

    private static SecretCheckAnswer Unclear(string code) => new(SecretCheckOutcome.Unclear, code);
}
