using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Forwarding;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging;

/// <summary>The receiver by HTTP. Its answer's body is not read: a status of 2xx is all that counts.</summary>
internal sealed class ForwardReceiver(IHttpClientFactory clients, IOptions<WhatsAppOptions> options, TimeProvider time) : IForwardReceiver
{
    public const string ClientName = "webhook-forward";

    private readonly Uri? _address = string.IsNullOrWhiteSpace(options.Value.ForwardUrl) ? null : new Uri(options.Value.ForwardUrl);

    public bool IsOn => _address is not null;

    public Uri? Address => _address;

    public async Task<ForwardOutcome> PostAsync(SignedWebhook webhook, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, For(webhook.App)) { Content = new ByteArrayContent(webhook.Body) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", webhook.ContentType);
        message.Headers.TryAddWithoutValidation(WebhookSignature.Header, webhook.Signature);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ForwardTimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var answer = await clients.CreateClient(ClientName).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return answer.IsSuccessStatusCode ? ForwardOutcome.Taken : ForwardOutcome.Refused((int)answer.StatusCode);
        }
        catch (OperationCanceledException)
        {
            return ct.IsCancellationRequested ? ForwardOutcome.Stopped : ForwardOutcome.Timeout;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return ForwardOutcome.Unreachable;
        }
    }

    private Uri For(WhatsAppAppId app)
    {
        if (app == WhatsAppAppId.Platform)
            return _address!;
        var address = new UriBuilder(_address!);
        address.Path = $"{address.Path.TrimEnd('/')}/{app}";
        return address.Uri;
    }
}
