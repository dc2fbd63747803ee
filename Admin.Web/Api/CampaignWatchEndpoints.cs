using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>What a campaign's page shows besides its counts, for programs.</summary>
internal static class CampaignWatchEndpoints
{
    public static IEndpointRouteBuilder MapCampaignWatch(this IEndpointRouteBuilder api)
    {
        var campaign = api.MapGroup("/campaigns/{id:guid}").WithTags("Campaigns");
        campaign.MapGet("/details", DetailAsync).WithSummary("The run in steps, and why recipients failed, were skipped or are ambiguous");
        campaign.MapGet("/activity", ActivityAsync).WithSummary("Who did what to the campaign and what the engine did itself, newest first");
        campaign.MapGet("/forecast", ForecastAsync).WithSummary("How long a start would take, and which limit rules that");
        campaign.MapGet("/recipients/{ordinal:int}", TimelineAsync).WithSummary("One recipient and what happened to it; the phone masked without contacts.read_personal");
        campaign.MapPost("/settle", SettleAllAsync).WithSummary("Decide over all ambiguous recipients");
        return api;
    }

    private static async Task<IResult> DetailAsync(HttpContext http, CampaignWatch watch, Guid id, CancellationToken ct) =>
        (await watch.DetailAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(CampaignDetailShown.Of);

    private static async Task<IResult> ActivityAsync(HttpContext http, CampaignWatch watch, Guid id, int? page, [FromQuery(Name = "page_size")] int? pageSize, CancellationToken ct) =>
        (await watch.ActivityAsync(http.GetActor(), new CampaignId(id), new PageRequest(page ?? 1, pageSize ?? PageRequest.DefaultSize), ct)).ToHttp(ActivityShown.Of);

    private static async Task<IResult> ForecastAsync(HttpContext http, CampaignWatch watch, Guid id, CancellationToken ct) =>
        (await watch.ForecastAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(ForecastShown.Of);

    private static async Task<IResult> TimelineAsync(HttpContext http, RecipientReader recipients, Guid id, int ordinal, CancellationToken ct) =>
        (await recipients.TimelineAsync(http.GetActor(), new CampaignId(id), ordinal, ct)).ToHttp(TimelineShown.Of);

    private static async Task<IResult> SettleAllAsync(HttpContext http, CampaignControl control, Guid id, SettleBody body, CancellationToken ct) =>
        (await control.SettleAllAsync(http.GetActor(), new CampaignId(id), body.Settlement, ct)).ToHttp(count => new SettledShown(count));
}

internal sealed record SettledShown(int Settled);

internal sealed record CampaignDetailShown(DateTime? StartedAt, int StepSeconds, IReadOnlyList<ThroughputPoint> Throughput, IReadOnlyList<ReasonShown> Reasons)
{
    public static CampaignDetailShown Of(CampaignDetail detail) =>
        new(detail.Series.Points.Count == 0 ? null : detail.Series.Start, detail.Series.StepSeconds, detail.Series.Points, [.. detail.Reasons.Select(r => new ReasonShown(SnakeCase.Of(r.State), r.Code, r.Count, r.Class, r.CanRetry))]);
}

internal sealed record ReasonShown(string Status, string Code, int Count, string? Class, bool CanRetry);

internal sealed record ActivityShown(DateTime At, string Action, string By, string? Who, IReadOnlyDictionary<string, string> Details)
{
    public static ActivityShown Of(CampaignActivity entry) => new(entry.At, entry.Action, SnakeCase.Of(entry.By), entry.Who, entry.Details);
}

internal sealed record ForecastShown(int Total, string LimitedBy, double PerSecond, double DurationSeconds, int NumberPerSecond, double AtNumberSpeedSeconds, long OrganizationLimit, double OrganizationWindowSeconds, int? MessagesPerMinute, int? PeoplePerDay, int? PeopleLeft)
{
    public static ForecastShown Of(CampaignForecast f) =>
        new(f.Total, f.LimitedBy, f.PerSecond, Math.Round(f.DurationSeconds, 1), f.NumberPerSecond, Math.Round(f.AtNumberSpeedSeconds, 1), f.OrganizationLimit, f.OrganizationWindowSeconds, f.OwnPerMinute, f.People?.ADay, f.People?.Left);
}

internal sealed record TimelineShown(RecipientShown Recipient, IReadOnlyList<TimelineEntryShown> Timeline)
{
    public static TimelineShown Of(RecipientTimeline timeline) =>
        new(RecipientShown.Of(timeline.Recipient), [.. timeline.Entries.Select(e => new TimelineEntryShown(e.At, SnakeCase.Of(e.Kind), e.Code, e.Message, e.Who))]);
}

internal sealed record TimelineEntryShown(DateTime At, string Kind, string? Code, string? Message, string? Who);
