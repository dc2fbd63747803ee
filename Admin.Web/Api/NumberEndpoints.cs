using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>WhatsApp senders over REST.</summary>
internal static class NumberEndpoints
{
    public static IEndpointRouteBuilder MapNumbers(this IEndpointRouteBuilder api)
    {
        var numbers = api.MapGroup("/numbers").WithTags("Numbers");
        numbers.MapGet("/", ListAsync).WithSummary("The organization's WhatsApp senders.");
        numbers.MapPost("/", CreateAsync).WithSummary("Registers a sender, once WhatsApp shows it under its token.");
        numbers.MapGet("/{id:guid}", GetAsync).WithSummary("One sender.");
        numbers.MapPut("/{id:guid}", ChangeAsync).WithSummary("Moves it to another chatbot or app, or gives it another token; needs If-Match.");
        numbers.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deletes a sender that nothing sends from any more.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, Numbers service, HttpContext http) =>
        (await service.ListAsync(http.GetActor(), query.Text, query.Request, http.RequestAborted)).ToHttp(NumberBody.Of);

    private static async Task<IResult> CreateAsync(NumberDraftBody body, Numbers service, HttpContext http) =>
        (await service.CreateAsync(http.GetActor(), new NumberDraft(body.PhoneNumberId, Token(body.AccessToken, body.AccessTokenSecretId), Chatbot(body.ChatbotId), App(body.AppId)), http.RequestAborted))
            .ToCreated(n => $"{ApiRoutes.Prefix}/numbers/{n.Id}", NumberBody.Of, n => n.Stamp);

    private static async Task<IResult> GetAsync(Guid id, Numbers service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), NumberId.From(id), http.RequestAborted)).ToHttp(NumberBody.Of, n => n.Stamp);

    private static async Task<IResult> ChangeAsync(Guid id, NumberChangeBody body, Numbers service, HttpContext http) =>
        (await service.ChangeAsync(http.GetActor(), NumberId.From(id), new NumberChange(Chatbot(body.ChatbotId), Token(body.AccessToken, body.AccessTokenSecretId), App(body.AppId)), http.Request.SeenStamp(), http.RequestAborted))
            .ToHttp(NumberBody.Of, n => n.Stamp);

    private static async Task<IResult> DeleteAsync(Guid id, Numbers service, HttpContext http) =>
        (await service.DeleteAsync(http.GetActor(), NumberId.From(id), http.RequestAborted)).ToHttp();

    private static AccessTokenSource Token(string? value, Guid? secret) =>
        new(string.IsNullOrEmpty(value) ? null : new SecretInput(value), secret is { } id ? new SecretId(id) : null);

    private static WhatsAppAppId? App(Guid? id) => id is { } app ? WhatsAppAppId.From(app) : null;

    private static ChatbotId? Chatbot(Guid? id) => id is { } chatbot ? ChatbotId.From(chatbot) : null;
}

internal sealed record NumberDraftBody(string PhoneNumberId, string? AccessToken = null, Guid? AccessTokenSecretId = null, Guid? ChatbotId = null, Guid? AppId = null)
{
    public override string ToString() => $"Number {PhoneNumberId}";
}

internal sealed record NumberChangeBody(string? AccessToken = null, Guid? AccessTokenSecretId = null, Guid? ChatbotId = null, Guid? AppId = null)
{
    public override string ToString() => "Number change";
}

internal sealed record NumberBody(Guid Id, string PhoneNumberId, string DisplayPhoneNumber, string VerifiedName, Guid AccessTokenSecretId, Guid? ChatbotId, Guid? AppId, int MessagesPerSecond, QualityRating Quality, string? MessagingLimit, string? BusinessAccountId, DateTime CreatedAt)
{
    public static NumberBody Of(NumberView n) =>
        new(n.Id.Value, n.PhoneNumberId, n.DisplayPhoneNumber, n.VerifiedName, n.AccessTokenSecretId.Value, n.ChatbotId?.Value, n.AppId?.Value, n.MessagesPerSecond, n.Quality, n.MessagingLimit, n.BusinessAccountId, n.CreatedAt);
}
