using System.Text.Json.Serialization;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

internal static class OptOutEndpoints
{
    public static IEndpointRouteBuilder MapOptOuts(this IEndpointRouteBuilder api)
    {
        var optOuts = api.MapGroup("/opt-outs").WithTags("Opt-outs");
        optOuts.MapGet("", ListAsync).WithSummary("Who wants no more campaigns, latest first; phones masked without contacts.read_personal");
        optOuts.MapPost("", AddAsync).WithSummary("A phone wants no more campaigns; acts on running ones at once");
        optOuts.MapDelete("", RemoveAsync).WithSummary("A phone may be written to again (body {phone} or ?phone=)");
        return api;
    }

    private static async Task<IResult> ListAsync(HttpContext http, OptOuts optOuts, string? phone, string? source, int? page, [FromQuery(Name = "page_size")] int? pageSize, CancellationToken ct) =>
        (await optOuts.ListAsync(http.GetActor(), new OptOutFilter(phone, source), new PageRequest(page ?? 1, pageSize ?? PageRequest.DefaultSize), ct)).ToHttp(OptOutShown.Of);

    private static async Task<IResult> AddAsync(HttpContext http, OptOuts optOuts, OptOutBody body, CancellationToken ct)
    {
        var added = await optOuts.AddAsync(http.GetActor(), body.Phone, ct);
        if (added.Failed)
            return added.Error.ToProblem();
        return new WholeJson<OptedOut>(new OptedOut(true, added.Value), added.Value ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, OptOuts optOuts, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] OptOutBody? body, string? phone, CancellationToken ct) =>
        (await optOuts.RemoveAsync(http.GetActor(), body?.Phone ?? phone, ct)).ToHttp();
}

/// <param name="IsNew">False when the phone was opted out before.</param>
internal sealed record OptedOut([property: JsonPropertyName("opted_out")] bool IsOptedOut, bool IsNew);

internal sealed record OptOutShown(string Phone, string Source, DateTime CreatedAt)
{
    public static OptOutShown Of(OptOutView view) => new(view.Phone, view.Source, view.CreatedAt);
}
