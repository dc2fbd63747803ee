using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Messaging;
using Admin.Domain.RateLimiting;
using Admin.Infrastructure.Messaging;
using Admin.Web.Api;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Admin.Web.Webhooks;

/// <summary>WhatsApp's side door: verified over the raw bytes, stored raw, acknowledged; merged later.</summary>
internal static class WhatsAppWebhook
{
    public const string Path = "/webhooks/whatsapp";

    private const int MaxBytes = 3 * 1024 * 1024;

    public static IEndpointRouteBuilder MapWhatsAppWebhook(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, Verify).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(Path, ReceiveAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }

    private static IResult Verify(HttpRequest request, IOptions<WhatsAppOptions> options)
    {
        var token = options.Value.VerifyToken;
        var given = request.Query["hub.verify_token"].ToString();
        var isRight = !string.IsNullOrEmpty(token)
            && request.Query["hub.mode"] == "subscribe"
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
        return isRight ? Results.Text(request.Query["hub.challenge"].ToString(), "text/plain") : WebhookErrors.VerifyTokenWrong.ToProblem();
    }

    private static async Task<IResult> ReceiveAsync(HttpContext http, IOptions<WhatsAppOptions> options, WebhookInbox inbox, RateLimiter limiter, ILoggerFactory loggers)
    {
        // An address that used up its wrongly signed posts is refused before a byte of its body is read, whoever signed this one.
        var wronglySigned = RateRequest.Anonymous(http.GetAddress(), null, RatePolicyNames.WebhookUnsigned);
        if (await limiter.FindRefusalAsync(wronglySigned, http.RequestAborted) is { } refusal)
            return RateErrors.Of(refusal)!.ToProblem();
        if (http.Request.ContentLength > MaxBytes)
            return ApiErrors.TooLarge.ToProblem();
        if (await ReadAsync(http) is not { } body)
            return ApiErrors.TooLarge.ToProblem();
        if (!WebhookSignature.Verify(body, http.Request.Headers[WebhookSignature.Header], options.Value.AppSecret ?? ""))
            return (RateErrors.Of(await limiter.DecideAsync(wronglySigned, http.RequestAborted)) ?? WebhookErrors.SignatureInvalid).ToProblem();
        try
        {
            await inbox.StoreAsync(body);
            return Results.Ok();
        }
        catch (Exception e)
        {
            // WhatsApp sends again for days; what it must never hear is a 200 for something that is not stored.
            loggers.CreateLogger(typeof(WhatsAppWebhook)).LogError(e, "A webhook could not be stored");
            return WebhookErrors.NotStored.ToProblem();
        }
    }

    // The limit also holds for a body without a length.
    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes;
        using var body = new MemoryStream((int)(http.Request.ContentLength ?? 4096));
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return body.Length > MaxBytes ? null : body.ToArray();
    }
}
