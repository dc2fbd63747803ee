using System.Text.Json;
using Admin.Domain.PersonalData;
using Admin.Domain.RateLimiting;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;

namespace Admin.Web.Api;

/// <summary>One person's data: found, handed out, erased; and how long everybody's is kept. Phones come in bodies, never in addresses, which are logged.</summary>
internal static class PersonalDataEndpoints
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    public static IEndpointRouteBuilder MapPersonalData(this IEndpointRouteBuilder api)
    {
        var data = api.MapGroup("/personal-data").WithTags("Personal data");
        data.MapPost("/find", FindAsync).WithSummary("Where something is kept of a phone, and how much.");
        data.MapPost("/export", ExportAsync).WithLease(RatePolicyNames.ExportRun).WithSummary("Everything that is kept of a phone, as a file (a person with X-Reason, just confirmed).");
        data.MapPost("/erase", EraseAsync).WithSummary("Erases a person everywhere (a person with X-Reason, just confirmed); what has to wait is done by itself.");
        data.MapGet("/erasures", ListAsync).WithSummary("Erasures, latest first.");
        data.MapGet("/retention", GetRetentionAsync).WithSummary("How long what names people is kept.");
        data.MapPut("/retention", ChangeRetentionAsync).WithSummary("Changes how long; needs If-Match.");
        return api;
    }

    private static async Task<IResult> FindAsync(PersonBody body, PersonDesk desk, HttpContext http) =>
        (await desk.FindAsync(http.GetActor(), body.Phone, http.RequestAborted)).ToHttp();

    private static async Task<IResult> ExportAsync(PersonBody body, PersonDesk desk, HttpContext http)
    {
        var export = await desk.ExportAsync(http.GetActor(), body.Phone, http.RequestAborted);
        if (export.Failed)
            return export.Error.ToProblem();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(JsonSerializer.SerializeToUtf8Bytes(export.Value, Indented), "application/json; charset=utf-8", "person.json");
    }

    private static async Task<IResult> EraseAsync(PersonBody body, PersonDesk desk, HttpContext http) =>
        (await desk.EraseAsync(http.GetActor(), body.Phone, http.RequestAborted)).ToHttp(ErasureBody.Of);

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, PersonDesk desk, HttpContext http) =>
        (await desk.ListAsync(http.GetActor(), query.Request, http.RequestAborted)).ToHttp(ErasureBody.Of);

    private static async Task<IResult> GetRetentionAsync(Retention retention, HttpContext http) =>
        (await retention.GetAsync(http.GetActor(), http.RequestAborted)).ToHttp(RetentionBody.Of, r => r.Stamp);

    private static async Task<IResult> ChangeRetentionAsync(RetentionBody body, Retention retention, HttpContext http) =>
        (await retention.ChangeAsync(http.GetActor(), body.ToChange(), http.Request.SeenStamp(), http.RequestAborted))
            .ToHttp(RetentionBody.Of, r => r.Stamp);
}

internal sealed record PersonBody(string? Phone)
{
    public override string ToString() => "A person";
}

/// <param name="State"><c>open</c> while something has to wait, then <c>done</c>.</param>
internal sealed record ErasureBody(Guid Id, string Mark, string State, int Erased, int Left, DateTime RequestedAt, DateTime? DoneAt)
{
    public static ErasureBody Of(ErasureView e) => new(e.Id.Value, e.Mark, e.DoneAt is null ? "open" : "done", e.Erased, e.Left, e.RequestedAt, e.DoneAt);
}

internal sealed record RetentionBody(int QueryHistoryDays, int RecipientMonths, int WebhookBodyDays, int UploadDays)
{
    public static RetentionBody Of(RetentionView r) => new(r.QueryHistoryDays, r.RecipientMonths, r.WebhookBodyDays, r.UploadDays);

    public RetentionChange ToChange() => new(QueryHistoryDays, RecipientMonths, WebhookBodyDays, UploadDays);
}
