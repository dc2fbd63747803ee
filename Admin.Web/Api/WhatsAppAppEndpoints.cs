using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Meta apps that organizations bring themselves.</summary>
internal static class WhatsAppAppEndpoints
{
    public static IEndpointRouteBuilder MapWhatsAppApps(this IEndpointRouteBuilder api)
    {
        var apps = api.MapGroup("/whatsapp-apps").WithTags("Numbers");
        apps.MapGet("/", ListAsync).WithSummary("The organization's own Meta apps.");
        apps.MapPost("/", CreateAsync).WithSummary("Registers a Meta app; its secret and verify token become restricted secrets.");
        apps.MapGet("/{id:guid}", GetAsync).WithSummary("One app.");
        apps.MapPut("/{id:guid}", ChangeAsync).WithSummary("Renames it, or gives it a new secret or verify token; needs If-Match.");
        apps.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deletes an app that has no numbers any more; its webhooks are refused from then on.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, WhatsAppApps service, HttpContext http) =>
        (await service.ListAsync(http.GetActor(), query.Request, http.RequestAborted)).ToHttp(WhatsAppAppBody.Of);

    private static async Task<IResult> CreateAsync(WhatsAppAppDraftBody body, WhatsAppApps service, HttpContext http) =>
        (await service.CreateAsync(http.GetActor(), new WhatsAppAppDraft(body.Name, body.MetaAppId, Value(body.AppSecret), Value(body.VerifyToken)), http.RequestAborted))
            .ToCreated(a => $"{ApiRoutes.Prefix}/whatsapp-apps/{a.Id}", WhatsAppAppBody.Of, a => a.Stamp);

    private static async Task<IResult> GetAsync(Guid id, WhatsAppApps service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), WhatsAppAppId.From(id), http.RequestAborted)).ToHttp(WhatsAppAppBody.Of, a => a.Stamp);

    private static async Task<IResult> ChangeAsync(Guid id, WhatsAppAppChangeBody body, WhatsAppApps service, HttpContext http) =>
        (await service.ChangeAsync(http.GetActor(), WhatsAppAppId.From(id), new WhatsAppAppChange(body.Name, Value(body.AppSecret), Value(body.VerifyToken)), http.Request.SeenStamp(), http.RequestAborted))
            .ToHttp(WhatsAppAppBody.Of, a => a.Stamp);

    private static async Task<IResult> DeleteAsync(Guid id, WhatsAppApps service, HttpContext http) =>
        (await service.DeleteAsync(http.GetActor(), WhatsAppAppId.From(id), http.RequestAborted)).ToHttp();

    private static SecretInput? Value(string? text) => string.IsNullOrEmpty(text) ? null : new SecretInput(text);
}

internal sealed record WhatsAppAppDraftBody(string? Name, string? MetaAppId, string? AppSecret = null, string? VerifyToken = null)
{
    public override string ToString() => $"App {MetaAppId}";
}

internal sealed record WhatsAppAppChangeBody(string? Name, string? AppSecret = null, string? VerifyToken = null)
{
    public override string ToString() => "App change";
}

internal sealed record WhatsAppAppBody(Guid Id, string Name, string MetaAppId, Guid AppSecretId, Guid VerifyTokenSecretId, string WebhookPath, DateTime CreatedAt)
{
    public static WhatsAppAppBody Of(WhatsAppAppView a) => new(a.Id.Value, a.Name, a.MetaAppId, a.AppSecretId.Value, a.VerifyTokenId.Value, a.WebhookPath, a.CreatedAt);
}
