using Admin.Domain.Messaging;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Chatbots over REST.</summary>
internal static class ChatbotEndpoints
{
    public static IEndpointRouteBuilder MapChatbots(this IEndpointRouteBuilder api)
    {
        var chatbots = api.MapGroup("/chatbots").WithTags("Chatbots");
        chatbots.MapGet("/", ListAsync).WithSummary("The organization's chatbots.");
        chatbots.MapPost("/", CreateAsync).WithSummary("Makes a chatbot.");
        chatbots.MapGet("/{id:guid}", GetAsync).WithSummary("One chatbot.");
        chatbots.MapPut("/{id:guid}", ChangeAsync).WithSummary("Changes name and description; needs If-Match.");
        chatbots.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deletes a chatbot that nothing belongs to any more.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, Chatbots service, HttpContext http) =>
        (await service.ListAsync(http.GetActor(), query.Text, query.Request, http.RequestAborted)).ToHttp(ChatbotBody.Of);

    private static async Task<IResult> CreateAsync(ChatbotDraftBody body, Chatbots service, HttpContext http) =>
        (await service.CreateAsync(http.GetActor(), new ChatbotDraft(body.Name, body.Description), http.RequestAborted))
            .ToCreated(c => $"{ApiRoutes.Prefix}/chatbots/{c.Id}", ChatbotBody.Of, c => c.Stamp);

    private static async Task<IResult> GetAsync(Guid id, Chatbots service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), ChatbotId.From(id), http.RequestAborted)).ToHttp(ChatbotBody.Of, c => c.Stamp);

    private static async Task<IResult> ChangeAsync(Guid id, ChatbotDraftBody body, Chatbots service, HttpContext http) =>
        (await service.ChangeAsync(http.GetActor(), ChatbotId.From(id), new ChatbotDraft(body.Name, body.Description), http.Request.SeenStamp(), http.RequestAborted))
            .ToHttp(ChatbotBody.Of, c => c.Stamp);

    private static async Task<IResult> DeleteAsync(Guid id, Chatbots service, HttpContext http) =>
        (await service.DeleteAsync(http.GetActor(), ChatbotId.From(id), http.RequestAborted)).ToHttp();
}

internal sealed record ChatbotDraftBody(string Name, string? Description = null);

internal sealed record ChatbotBody(Guid Id, string Name, string? Description, DateTime CreatedAt)
{
    public static ChatbotBody Of(ChatbotView c) => new(c.Id.Value, c.Name, c.Description, c.CreatedAt);
}
