using System.Net.Http.Headers;
using Admin.Domain.Messaging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging;

/// <summary>The Cloud API by HTTP. Sends once; there is no key that would make a repetition harmless.</summary>
internal sealed class WhatsAppHttpClient(
    IHttpClientFactory clients,
    WhatsAppEndpoint endpoint,
    WhatsAppReach reach,
    IOptions<WhatsAppOptions> options,
    TimeProvider time) : IWhatsAppClient
{
    public const string ClientName = "whatsapp";

    public async Task<SendOutcome> SendTemplateAsync(SendTemplateRequest request, CancellationToken ct) => reach.Note(await SendAsync(request, ct));

    public async Task<NumberLookup> GetNumberAsync(string phoneNumberId, string accessToken, CancellationToken ct) => reach.Note(await LookUpAsync(phoneNumberId, accessToken, ct));

    private async Task<SendOutcome> SendAsync(SendTemplateRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (endpoint.For($"{Uri.EscapeDataString(request.PhoneNumberId)}/messages") is not { } url)
            return new SendOutcome.NotSent(NotSentReason.ConnectionFailed);

        using var content = new TrackedContent(SendBody.Write(request));
        using var message = Message(HttpMethod.Post, url, request.AccessToken);
        message.Content = content;
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var answer = await clients.CreateClient(ClientName).SendAsync(message, either.Token);
            return GraphAnswer.Send(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (HttpRequestException e)
        {
            return content.Begun
                ? new SendOutcome.Ambiguous(AmbiguousReason.ConnectionLost)
                : new SendOutcome.NotSent(Reason(e.HttpRequestError));
        }
        catch (OperationCanceledException)
        {
            return content.Begun
                ? new SendOutcome.Ambiguous(ct.IsCancellationRequested ? AmbiguousReason.Cancelled : AmbiguousReason.Timeout)
                : new SendOutcome.NotSent(ct.IsCancellationRequested ? NotSentReason.Cancelled : NotSentReason.ConnectTimeout);
        }
        catch (IOException)
        {
            return new SendOutcome.Ambiguous(AmbiguousReason.ConnectionLost);
        }
    }

    private async Task<NumberLookup> LookUpAsync(string phoneNumberId, string accessToken, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        const string Fields = "display_phone_number,verified_name,quality_rating,throughput,whatsapp_business_manager_messaging_limit";
        if (endpoint.For($"{Uri.EscapeDataString(phoneNumberId)}?fields={Fields}") is not { } url)
            return new NumberLookup.Unreachable();

        using var message = Message(HttpMethod.Get, url, accessToken);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var answer = await clients.CreateClient(ClientName).SendAsync(message, either.Token);
            return GraphAnswer.Number(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new NumberLookup.Unreachable();
        }
    }

    private TimeSpan Timeout => TimeSpan.FromSeconds(options.Value.TimeoutSeconds);

    internal static HttpRequestMessage Message(HttpMethod method, Uri url, string accessToken)
    {
        var message = new HttpRequestMessage(method, url);
        // A token with a line break or the like is refused by the API, not by an exception that would quote it.
        message.Headers.TryAddWithoutValidation("Authorization", new AuthenticationHeaderValue("Bearer", Visible(accessToken)).ToString());
        return message;
    }

    private static string Visible(string token) => string.Concat(token.Where(c => c is > ' ' and < '\u007f'));

    private static NotSentReason Reason(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => NotSentReason.NameNotResolved,
        HttpRequestError.SecureConnectionError => NotSentReason.TlsFailed,
        _ => NotSentReason.ConnectionFailed,
    };
}
