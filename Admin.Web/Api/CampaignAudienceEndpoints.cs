using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Admin.Web.Api;

/// <summary>Who a campaign goes to, over REST.</summary>
internal static class CampaignAudienceEndpoints
{
    public static IEndpointRouteBuilder MapCampaignAudience(this IEndpointRouteBuilder api)
    {
        api.MapPost("/campaigns/audience-size", SizeAsync).WithTags("Campaigns").WithSummary("How many people contacts or an earlier campaign's outcome name now");
        var audience = api.MapGroup("/campaigns/{id:guid}/audience").WithTags("Campaigns");
        audience.MapGet("", GetAsync).WithSummary("Who a campaign goes to: people of files, and parts with their sizes");
        audience.MapPost("", ImportAsync).WithSummary("Add people: text/csv with a column phone, or JSON {contact_list_id}").DisableAntiforgery();
        audience.MapDelete("/files", ClearFilesAsync).WithSummary("Take out everybody who came from files, before the start");
        audience.MapPost("/parts", AddAsync).WithSummary("Add contacts by list, tag, consent or date, or the people of an earlier campaign by outcome");
        audience.MapDelete("/parts/{part:guid}", RemoveAsync).WithSummary("Take a part out, before the start");
        return api;
    }

    private static async Task<IResult> GetAsync(HttpContext http, CampaignAudience audience, Guid id, CancellationToken ct) =>
        (await audience.GetAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(CampaignAudienceShown.Of);

    private static async Task<IResult> SizeAsync(HttpContext http, CampaignAudience audience, AudiencePartBody body, CancellationToken ct) =>
        (await audience.SizeAsync(http.GetActor(), body.ToDraft(), ct)).ToHttp(s => new AudienceSizeShown(s));

    private static async Task<IResult> AddAsync(HttpContext http, CampaignAudience audience, Guid id, AudiencePartBody body, CancellationToken ct) =>
        (await audience.AddAsync(http.GetActor(), new CampaignId(id), body.ToDraft(), ct)).ToCreated(_ => $"{ApiRoutes.Prefix}/campaigns/{id}/audience", AudiencePartShown.Of);

    private static async Task<IResult> RemoveAsync(HttpContext http, CampaignAudience audience, Guid id, Guid part, CancellationToken ct) =>
        (await audience.RemoveAsync(http.GetActor(), new CampaignId(id), new AudiencePartId(part), ct)).ToHttp();

    private static async Task<IResult> ClearFilesAsync(HttpContext http, CampaignAudience audience, Guid id, CancellationToken ct) =>
        (await audience.ClearFilesAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp();

    private static async Task<IResult> ImportAsync(HttpContext http, CampaignAudience audience, CampaignReader reader, IOptions<CampaignOptions> options, Guid id, CancellationToken ct)
    {
        var (actor, campaign) = (http.GetActor(), new CampaignId(id));
        if (http.Request.HasJsonContentType())
        {
            if (await http.Request.ReadFromJsonAsync<AudienceListBody>(ApiJson.Options, ct) is not { } body)
                return ApiErrors.MalformedJson.ToProblem();
            var added = await audience.AddAsync(actor, campaign, new AudiencePartDraft(new ContactFilter(List: body.ContactListId)), ct);
            return added.Failed ? added.Error.ToProblem() : (await reader.GetAsync(actor, campaign, ct)).ToHttp(CampaignShown.Of, c => c.Stamp);
        }

        if (http.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true)
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        // The reader counts for itself, and says so in words.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxAudienceBytes * 2;
        return (await audience.ImportAsync(actor, campaign, http.Request.Body, ct)).ToHttp(AudienceShown.Of);
    }
}
