using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>Message templates over REST.</summary>
internal static class TemplateEndpoints
{
    public static IEndpointRouteBuilder MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/templates").WithTags("Templates");
        templates.MapGet("", ListAsync).WithSummary("The organization's message templates.");
        templates.MapGet("/{id:guid}", GetAsync).WithSummary("One template with its components and the places to fill.");
        templates.MapPost("/synchronize", SynchronizeAsync).WithSummary("Reads the templates from WhatsApp, at most once a minute.");
        templates.MapPost("/{id:guid}/test", TestAsync).WithSummary("Sends one message to one phone, outside any campaign.");
        templates.MapPost("/media", UploadAsync).WithSummary("Uploads a file for media headers of a number; the body is the file.").DisableAntiforgery();
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, string? status, string? category, string? language, string? quality, Templates service, HttpContext http)
    {
        var (ofStatus, ofCategory, ofQuality) = (QueryWords.Read<TemplateStatus>(status, "status"), QueryWords.Read<TemplateCategory>(category, "category"), QueryWords.Read<QualityRating>(quality, "quality"));
        if ((ofStatus.Error ?? ofCategory.Error ?? ofQuality.Error) is { } error)
            return error.ToProblem();
        var filter = new TemplateFilter(query.Text, ofStatus.Value, ofCategory.Value, language, ofQuality.Value);
        return (await service.ListAsync(http.GetActor(), filter, query.Request, http.RequestAborted)).ToHttp(TemplateBody.Of);
    }

    private static async Task<IResult> GetAsync(Guid id, Templates service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), TemplateId.From(id), http.RequestAborted)).ToHttp(TemplateShown.Of);

    private static async Task<IResult> SynchronizeAsync(TemplateSync sync, HttpContext http) =>
        (await sync.SynchronizeAsync(http.GetActor(), http.RequestAborted)).ToHttp(r => r);

    private static async Task<IResult> TestAsync(Guid id, TestBody body, Templates service, TestSends tests, HttpContext http)
    {
        // What one may not see is told before what is wrong with the body.
        var seen = await service.GetAsync(http.GetActor(), TemplateId.From(id), http.RequestAborted);
        if (seen.Failed)
            return seen.Error.ToProblem();
        var bindings = BindingsReader.Read(body.TemplateParameters, body.TemplateComponents);
        if (bindings.Failed)
            return bindings.Error.ToProblem();
        var (parameters, components) = bindings.Value;
        var draft = new TestSendDraft(body.PhoneNumberId, body.Phone, [.. TemplateBinding.Body(parameters), .. components]);
        return (await tests.SendAsync(http.GetActor(), TemplateId.From(id), draft, http.RequestAborted)).ToHttp(TestShown.Of);
    }

    private static async Task<IResult> UploadAsync([FromQuery(Name = "phone_number_id")] string? phoneNumberId, [FromQuery(Name = "file_name")] string? fileName, MediaUploads uploads, HttpContext http)
    {
        // The rules count for themselves, and say so in words.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MediaRules.MaxBytes * 2L;
        return (await uploads.UploadAsync(http.GetActor(), phoneNumberId, fileName, http.Request.ContentType, http.Request.Body, http.RequestAborted)).ToHttp(MediaShown.Of);
    }
}

/// <summary>A test as programs send it; the template's values as a campaign takes them, constants only.</summary>
internal sealed record TestBody(string? PhoneNumberId, string? Phone, IReadOnlyList<string>? TemplateParameters, JsonElement? TemplateComponents)
{
    public override string ToString() => $"Test from {PhoneNumberId}";
}

internal sealed record TestShown(string Outcome, string? MessageId, int? ErrorCode, string? ErrorMessage)
{
    public static TestShown Of(TestSendView view) => new(SnakeCase.Of(view.Outcome), view.Wamid, view.Code, view.Message);
}

/// <summary>An uploaded file as programs see it.</summary>
/// <param name="MediaId">What a media header is given as its <c>id</c>.</param>
public sealed record MediaShown(string MediaId, string Kind, string FileName, int Bytes, DateTime UploadedAt, DateTime ExpiresAt)
{
    internal static MediaShown Of(MediaView view) => new(view.MediaId, SnakeCase.Of(view.Kind), view.FileName, view.Bytes, view.UploadedAt, view.ExpiresAt);
}

internal sealed record TemplateBody(
    Guid Id,
    string Name,
    string Language,
    TemplateCategory Category,
    TemplateFormat ParameterFormat,
    string Body,
    int ParameterCount,
    TemplateStatus Status,
    string? StatusReason,
    QualityRating Quality,
    string? BusinessAccountId,
    DateTime CreatedAt,
    DateTime? SynchronizedAt,
    DateTime? GoneAt)
{
    public static TemplateBody Of(TemplateView t) => new(
        t.Id.Value, t.Name, t.Language, t.Category, t.Format, t.Body, t.ParameterCount, t.Status, t.StatusReason, t.Quality, t.BusinessAccountId, t.CreatedAt, t.SynchronizedAt, t.GoneAt);
}

/// <summary>A template with everything it consists of.</summary>
/// <param name="Unsupported">Parts that cannot be filled; a campaign with them is refused.</param>
internal sealed record TemplateShown(TemplateBody Template, HeaderShown? Header, string Body, string? Footer, IReadOnlyList<ButtonShown> Buttons, IReadOnlyList<PlaceShown> Parameters, IReadOnlyList<string> Unsupported)
{
    public static TemplateShown Of(TemplateDetail detail) => new(
        TemplateBody.Of(detail.Template),
        detail.Content.Header is { } header ? new HeaderShown(SnakeCase.Of(header.Kind), header.Text) : null,
        detail.Content.Body,
        detail.Content.Footer,
        [.. detail.Content.Buttons.Select(b => new ButtonShown(b.Kind is { } kind ? SnakeCase.Of(kind) : b.Word.ToLowerInvariant(), b.Text, b.Target))],
        [.. detail.Content.Parameters.Select(p => new PlaceShown(p.Key, SnakeCase.Of(p.Place), SnakeCase.Of(p.Kind), p.Name))],
        detail.Content.Unsupported);
}

internal sealed record HeaderShown(string Kind, string? Text);

internal sealed record ButtonShown(string Kind, string Text, string? Target);

internal sealed record PlaceShown(string Key, string Place, string Kind, string? Name);

/// <summary>The values of a template as programs give them.</summary>
internal static class BindingsReader
{
    /// <summary>The body's numbered places, and all others. The body may stand in either, not in both.</summary>
    public static Result<(IReadOnlyList<string> Parameters, IReadOnlyList<TemplateBinding> Components)> Read(IReadOnlyList<string>? parameters, JsonElement? components)
    {
        if (components is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
            return (parameters ?? [], []);
        var read = ComponentsJson.Read(given);
        if (read.Failed)
            return read.Error;
        var numbered = read.Value.Where(IsNumbered).Select(b => b.Text).ToList();
        if (numbered.Count > 0 && parameters is { Count: > 0 })
            return TemplateErrors.BodyGivenTwice;
        return (numbered.Count > 0 ? numbered : parameters ?? [], [.. read.Value.Where(b => !IsNumbered(b))]);
    }

    private static bool IsNumbered(TemplateBinding binding) => binding.Parameter is { Place: TemplatePlace.Body, Name: null };
}
