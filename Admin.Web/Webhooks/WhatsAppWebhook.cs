using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.RateLimiting;
using Admin.Infrastructure.Messaging;
using Admin.Web.Api;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Admin.Web.Webhooks;

/// <summary>
/// WhatsApp's side door: verified over the raw bytes, stored raw, acknowledged; merged later. The platform's app comes to the path
/// itself, an organization's own app to the path with its id behind it.
/// </summary>
internal static class WhatsAppWebhook
{
    public const string Path = "/webhooks/whatsapp";

    private const string OwnAppPath = Path + "/{app:guid}";
    private const int MaxBytes = 3 * 1024 * 1024;
    /// <summary>The server counts a chunked body with its framing; what is over the limit is found here.</summary>
    private const int Framing = 256 * 1024;
    private const int FirstBuffer = 16 * 1024;

    public static IEndpointRouteBuilder MapWhatsAppWebhook(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpRequest request, IOptions<WhatsAppOptions> options) => Verify(request, options.Value.VerifyToken)).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(Path, (HttpContext http, IOptions<WhatsAppOptions> options) => ReceiveAsync(http, WhatsAppAppId.Platform, () => Task.FromResult<Result<string>>(options.Value.AppSecret ?? "")))
            .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapGet(OwnAppPath, VerifyOwnAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost(OwnAppPath, (HttpContext http, Guid app, WhatsAppAppKeys keys) => ReceiveAsync(http, WhatsAppAppId.From(app), () => keys.AppSecretAsync(WhatsAppAppId.From(app), http.RequestAborted)))
            .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        return endpoints;
    }

    private static async Task<IResult> VerifyOwnAsync(HttpRequest request, Guid app, WhatsAppAppKeys keys)
    {
        var token = await keys.VerifyTokenAsync(WhatsAppAppId.From(app), request.HttpContext.RequestAborted);
        return token.Failed ? token.Error.ToProblem() : Verify(request, token.Value);
    }

    private static IResult Verify(HttpRequest request, string? token)
    {
        var isRight = !string.IsNullOrEmpty(token)
            && request.Query["hub.mode"] == "subscribe"
            && CryptographicOperations.FixedTimeEquals(Digest(request.Query["hub.verify_token"].ToString()), Digest(token));
        return isRight ? Results.Text(request.Query["hub.challenge"].ToString(), "text/plain") : WebhookErrors.VerifyTokenWrong.ToProblem();
    }

    // Of one length, so that not even the length shows in the time it takes.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static async Task<IResult> ReceiveAsync(HttpContext http, WhatsAppAppId app, Func<Task<Result<string>>> readAppSecret)
    {
        var services = http.RequestServices;
        var limiter = services.GetRequiredService<RateLimiter>();
        // An address that used up its wrongly signed posts is refused before a byte of its body is read, whoever signed this one.
        var wronglySigned = RateRequest.Anonymous(http.GetAddress(), null, RatePolicyNames.WebhookUnsigned);
        if (await limiter.FindRefusalAsync(wronglySigned, http.RequestAborted) is { } refusal)
            return RateErrors.Of(refusal)!.ToProblem();
        if (http.Request.ContentLength > MaxBytes)
            return ApiErrors.TooLarge.ToProblem();
        var appSecret = await readAppSecret();
        if (appSecret.Failed)
            return appSecret.Error.ToProblem();
        if (await ReadAsync(http) is not { } body)
            return ApiErrors.TooLarge.ToProblem();
        var signature = http.Request.Headers[WebhookSignature.Header].ToString();
        if (!WebhookSignature.Verify(body, signature, appSecret.Value))
            return (RateErrors.Of(await limiter.DecideAsync(wronglySigned, http.RequestAborted)) ?? WebhookErrors.SignatureInvalid).ToProblem();
        try
        {
            await services.GetRequiredService<WebhookInbox>().StoreAsync(new SignedWebhook(app, body, signature, http.Request.ContentType));
            return Results.Ok();
        }
        catch (Exception e)
        {
            // WhatsApp sends again for days; what it must never hear is a 200 for something that is not stored.
            services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WhatsAppWebhook)).LogError(e, "A webhook could not be stored");
            return WebhookErrors.NotStored.ToProblem();
        }
    }

    // The limit also holds for a body without a length, and for one that is longer than it says.
    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes + Framing;
        var buffer = new byte[http.Request.ContentLength is { } length and > 0 ? (int)length : FirstBuffer];
        var read = 0;
        try
        {
            while (true)
            {
                if (read == buffer.Length)
                {
                    // One more byte is asked for before the buffer grows: mostly there is none.
                    var next = new byte[1];
                    if (await http.Request.Body.ReadAsync(next, http.RequestAborted) == 0)
                        return buffer;
                    if (read >= MaxBytes)
                        return null;
                    Array.Resize(ref buffer, Math.Min(MaxBytes, buffer.Length * 2));
                    buffer[read++] = next[0];
                }

                var got = await http.Request.Body.ReadAsync(buffer.AsMemory(read), http.RequestAborted);
                if (got == 0)
                    return buffer[..read];
                read += got;
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
