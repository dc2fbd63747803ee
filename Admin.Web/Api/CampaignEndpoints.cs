using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

internal static class CampaignEndpoints
{
    public static IEndpointRouteBuilder MapCampaigns(this IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("Campaigns");
        campaigns.MapGet("", ListAsync).WithSummary("Campaigns, newest first");
        campaigns.MapPost("", CreateAsync).WithSummary("Prepare a campaign; scheduled_at starts it at that time");
        campaigns.MapGet("/{id:guid}", GetAsync).WithSummary("One campaign with its counts");
        campaigns.MapPut("/{id:guid}", UpdateAsync).WithSummary("Change a campaign before it starts (If-Match)");
        campaigns.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a campaign before it starts");
        campaigns.MapPost("/{id:guid}/start", StartAsync).LimitedInside(RatePolicyNames.CampaignStart).WithSummary("Freeze the audience and send");
        campaigns.MapPost("/{id:guid}/pause", PauseAsync);
        campaigns.MapPost("/{id:guid}/resume", ResumeAsync);
        campaigns.MapPost("/{id:guid}/cancel", CancelAsync);
        campaigns.MapPost("/{id:guid}/numbers/{phoneNumberId}/stop", StopNumberAsync).WithSummary("Send no more from one of several numbers; the others take over what is left");
        campaigns.MapPost("/{id:guid}/numbers/{phoneNumberId}/resume", ResumeNumberAsync).WithSummary("Send from a number again that was stopped");
        campaigns.MapPost("/{id:guid}/retry-failed", RetryFailedAsync).WithSummary("Put failed recipients back to pending, of one code or of all");
        campaigns.MapGet("/{id:guid}/recipients", RecipientsAsync).WithSummary("Recipients; phones masked without contacts.read_personal");
        campaigns.MapPost("/{id:guid}/recipients/{ordinal:int}/settle", SettleAsync).WithSummary("Decide over an ambiguous recipient");
        campaigns.MapGet("/{id:guid}/report.csv", ReportAsync).WithLease(RatePolicyNames.ExportRun).WithSummary("All recipients as CSV, streamed");
        return api;
    }

    private static async Task<IResult> ListAsync(HttpContext http, CampaignReader reader, string? status, string? q, int? page, [FromQuery(Name = "page_size")] int? pageSize, CancellationToken ct)
    {
        var wanted = QueryWords.Read<CampaignStatus>(status, "status");
        if (wanted.Failed)
            return wanted.Error.ToProblem();
        var filter = new CampaignFilter(wanted.Value, q);
        return (await reader.ListAsync(http.GetActor(), filter, new PageRequest(page ?? 1, pageSize ?? PageRequest.DefaultSize), ct)).ToHttp(CampaignShown.Of);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, CampaignEditor editor, CampaignBody body, CancellationToken ct)
    {
        var draft = body.ToDraft();
        if (draft.Failed)
            return draft.Error.ToProblem();
        return (await editor.CreateAsync(http.GetActor(), draft.Value, ct)).ToCreated(c => $"{ApiRoutes.Prefix}/campaigns/{c.Id}", CampaignShown.Of, c => c.Stamp);
    }

    private static async Task<IResult> GetAsync(HttpContext http, CampaignReader reader, Guid id, CancellationToken ct) =>
        (await reader.GetAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(CampaignShown.Of, c => c.Stamp);

    private static async Task<IResult> UpdateAsync(HttpContext http, CampaignEditor editor, CampaignReader reader, Guid id, CampaignBody body, CancellationToken ct)
    {
        var stamp = http.Request.RequireIfMatch();
        if (stamp.Failed)
        {
            // What one may not see is told before how to change it.
            var seen = await reader.GetAsync(http.GetActor(), new CampaignId(id), ct);
            return (seen.Failed ? seen.Error : stamp.Error).ToProblem();
        }

        var draft = body.ToDraft();
        if (draft.Failed)
            return draft.Error.ToProblem();
        return (await editor.UpdateAsync(http.GetActor(), new CampaignId(id), draft.Value, stamp.Value, ct)).ToHttp(CampaignShown.Of, c => c.Stamp);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, CampaignEditor editor, Guid id, CancellationToken ct) =>
        (await editor.DeleteAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp();

    private static Task<IResult> StartAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, CancellationToken ct) =>
        ActAsync(http, reader, id, control.StartAsync, ct);

    private static Task<IResult> PauseAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, CancellationToken ct) =>
        ActAsync(http, reader, id, control.PauseAsync, ct);

    private static Task<IResult> ResumeAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, CancellationToken ct) =>
        ActAsync(http, reader, id, control.ResumeAsync, ct);

    private static Task<IResult> CancelAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, CancellationToken ct) =>
        ActAsync(http, reader, id, control.CancelAsync, ct);

    private static Task<IResult> StopNumberAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, string phoneNumberId, CancellationToken ct) =>
        ActAsync(http, reader, id, (actor, campaign, token) => control.StopNumberAsync(actor, campaign, phoneNumberId, token), ct);

    private static Task<IResult> ResumeNumberAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, string phoneNumberId, CancellationToken ct) =>
        ActAsync(http, reader, id, (actor, campaign, token) => control.ResumeNumberAsync(actor, campaign, phoneNumberId, token), ct);

    private static Task<IResult> RetryFailedAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, string? code, CancellationToken ct) =>
        ActAsync(http, reader, id, async (actor, campaign, token) => (await control.RetryFailedAsync(actor, campaign, code, token)).ToResult(), ct);

    private static async Task<IResult> SettleAsync(HttpContext http, CampaignControl control, CampaignReader reader, Guid id, int ordinal, SettleBody body, CancellationToken ct) =>
        await ActAsync(http, reader, id, (actor, campaign, token) => control.SettleAsync(actor, campaign, ordinal, body.Settlement, token), ct);

    private static async Task<IResult> RecipientsAsync(HttpContext http, CampaignReader reader, Guid id, string? status, string? code, int? page, [FromQuery(Name = "page_size")] int? pageSize, CancellationToken ct)
    {
        var wanted = QueryWords.Read<RecipientState>(status, "status");
        if (wanted.Failed)
            return wanted.Error.ToProblem();
        var filter = new RecipientFilter(wanted.Value, code);
        return (await reader.RecipientsAsync(http.GetActor(), new CampaignId(id), filter, new PageRequest(page ?? 1, pageSize ?? PageRequest.DefaultSize), ct)).ToHttp<RecipientView, RecipientShown>(RecipientShown.Of);
    }

    private static async Task<IResult> ReportAsync(HttpContext http, CampaignReader reader, Guid id, CancellationToken ct)
    {
        var report = await reader.ReportAsync(http.GetActor(), new CampaignId(id), ct);
        return report.Failed ? report.Error.ToProblem() : new CampaignReportResult(report.Value, $"campaign-{id:N}.csv");
    }

    private static async Task<IResult> ActAsync(HttpContext http, CampaignReader reader, Guid id, Func<Actor, CampaignId, CancellationToken, Task<Result>> act, CancellationToken ct)
    {
        var (actor, campaign) = (http.GetActor(), new CampaignId(id));
        var done = await act(actor, campaign, ct);
        return done.Failed ? done.Error.ToProblem() : await ShowAsync(actor, reader, campaign, ct);
    }

    private static async Task<IResult> ShowAsync(Actor actor, CampaignReader reader, CampaignId id, CancellationToken ct) =>
        (await reader.GetAsync(actor, id, ct)).ToHttp(CampaignShown.Of, c => c.Stamp);
}
