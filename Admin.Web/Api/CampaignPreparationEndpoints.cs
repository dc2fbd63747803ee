using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;

namespace Admin.Web.Api;

/// <summary>When a campaign sends and how much, whether it may start, and what an organization decides for all of its campaigns.</summary>
internal static class CampaignPreparationEndpoints
{
    public static IEndpointRouteBuilder MapCampaignPreparation(this IEndpointRouteBuilder api)
    {
        var campaign = api.MapGroup("/campaigns/{id:guid}").WithTags("Campaigns");
        campaign.MapGet("/preparation", GetAsync).WithSummary("Name, speed, schedule, send times and caps");
        campaign.MapPut("/preparation", SetAsync).WithSummary("Set all of them (If-Match); send times and caps also while it runs");
        campaign.MapPost("/clone", CloneAsync).WithSummary("A new draft with the same content, parts of the audience, send times and caps; {people: true} takes its other people over as well");
        campaign.MapGet("/preflight", CheckAsync).WithSummary("What a start would do: who is left out and why, which limit rules, when it ends");
        campaign.MapGet("/approval", ApprovalAsync).WithSummary("Whether a second person must agree, and whether one has");
        campaign.MapPost("/ask-approval", AskAsync).WithSummary("Ask those who may approve");
        campaign.MapPost("/approve", ApproveAsync).WithSummary("Approve what somebody else prepared");
        campaign.MapPost("/decline", DeclineAsync).WithSummary("Decline it, with a comment");

        var own = api.MapGroup("/organization/campaign-rules").WithTags("Organizations");
        own.MapGet("/", RulesAsync).WithSummary("Frequency cap, and from what size on a second person must agree");
        own.MapPut("/", SetRulesAsync).WithSummary("Set both (If-Match); what is not given is off");

        var prices = api.MapGroup("/organization/prices").WithTags("Organizations");
        prices.MapGet("/", PricesAsync).WithSummary("Prices of a message by category and country");
        prices.MapPut("/", SetPricesAsync).WithSummary("Replace the list (If-Match)");
        return api;
    }

    private static async Task<IResult> GetAsync(HttpContext http, CampaignPreparations preparations, Guid id, CancellationToken ct) =>
        (await preparations.GetAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(PreparationBody.Of, p => p.Stamp);

    private static async Task<IResult> SetAsync(HttpContext http, CampaignPreparations preparations, Guid id, PreparationBody body, CancellationToken ct)
    {
        var stamp = http.Request.RequireIfMatch();
        if (stamp.Failed)
        {
            // What one may not see is told before how to change it.
            var seen = await preparations.GetAsync(http.GetActor(), new CampaignId(id), ct);
            return (seen.Failed ? seen.Error : stamp.Error).ToProblem();
        }

        var draft = body.ToDraft();
        return draft.Failed
            ? draft.Error.ToProblem()
            : (await preparations.SetAsync(http.GetActor(), new CampaignId(id), draft.Value, stamp.Value, ct)).ToHttp(PreparationBody.Of, p => p.Stamp);
    }

    private static async Task<IResult> CloneAsync(HttpContext http, CampaignCopies copies, Guid id, CopyBody? body, CancellationToken ct) =>
        (await copies.CopyAsync(http.GetActor(), new CampaignId(id), body?.People == true, ct)).ToCreated(c => $"{ApiRoutes.Prefix}/campaigns/{c.Id}", CampaignShown.Of, c => c.Stamp);

    private static async Task<IResult> CheckAsync(HttpContext http, CampaignPreflight preflight, ErrorWords words, Guid id, CancellationToken ct) =>
        (await preflight.CheckAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(p => PreflightShown.Of(p, words));

    private static async Task<IResult> ApprovalAsync(HttpContext http, CampaignApprovals approvals, Guid id, CancellationToken ct) =>
        (await approvals.GetAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(ApprovalShown.Of);

    private static async Task<IResult> AskAsync(HttpContext http, CampaignApprovals approvals, Guid id, CancellationToken ct) =>
        (await approvals.AskAsync(http.GetActor(), new CampaignId(id), ct)).ToHttp(ApprovalShown.Of);

    private static async Task<IResult> ApproveAsync(HttpContext http, CampaignApprovals approvals, Guid id, DecisionBody body, CancellationToken ct) =>
        (await approvals.DecideAsync(http.GetActor(), new CampaignId(id), approved: true, body.Comment, ct)).ToHttp(ApprovalShown.Of);

    private static async Task<IResult> DeclineAsync(HttpContext http, CampaignApprovals approvals, Guid id, DecisionBody body, CancellationToken ct) =>
        (await approvals.DecideAsync(http.GetActor(), new CampaignId(id), approved: false, body.Comment, ct)).ToHttp(ApprovalShown.Of);

    private static async Task<IResult> PricesAsync(HttpContext http, PriceList prices, CancellationToken ct) =>
        (await prices.GetAsync(http.GetActor(), ct)).ToHttp(PricesBody.Of, p => p.Stamp);

    private static async Task<IResult> SetPricesAsync(HttpContext http, PriceList prices, PricesBody body, CancellationToken ct) =>
        (await prices.SetAsync(http.GetActor(), new PriceListDraft(body.Currency, body.Prices), http.Request.SeenStamp(), ct)).ToHttp(PricesBody.Of, p => p.Stamp);

    private static async Task<IResult> RulesAsync(HttpContext http, CampaignRuleBook rules, CancellationToken ct) =>
        (await rules.GetAsync(http.GetActor(), ct)).ToHttp(CampaignRulesBody.Of, r => r.Stamp);

    private static async Task<IResult> SetRulesAsync(HttpContext http, CampaignRuleBook rules, CampaignRulesBody body, CancellationToken ct) =>
        (await rules.SetAsync(http.GetActor(), new CampaignRulesDraft(body.FrequencyMessages, body.FrequencyDays, body.ApprovalAbove), http.Request.SeenStamp(), ct)).ToHttp(CampaignRulesBody.Of, r => r.Stamp);
}

/// <param name="ScheduledAt">An instant; where the clock shows something else than <paramref name="ScheduledLocal"/> then, that counts: what was read can be sent back as it is.</param>
/// <param name="ScheduledLocal">What the clock of the campaign's zone shows, such as <c>2026-11-26T09:00</c>.</param>
/// <param name="Budget">In the currency of the organization's prices; used up, it pauses the campaign.</param>
/// <param name="Cost">What WhatsApp has billed so far; only shown.</param>
/// <param name="ScheduledSecond">Which of the two, where the clock shows that twice.</param>
internal sealed record PreparationBody(
    string Name,
    int? MessagesPerMinute = null,
    SendTimesBody? SendTimes = null,
    int? DailyCap = null,
    bool Transactional = false,
    DateTime? ScheduledAt = null,
    string? ScheduledLocal = null,
    bool? ScheduledSecond = null,
    decimal? Budget = null,
    decimal? Cost = null)
{
    private const string Reading = "yyyy-MM-dd'T'HH:mm";

    public Result<PreparationDraft> ToDraft()
    {
        DateTime? local = null;
        if (!string.IsNullOrEmpty(ScheduledLocal))
        {
            if (!DateTime.TryParseExact(ScheduledLocal, Reading, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
                return PreparationErrors.ScheduleMalformed;
            local = read;
        }

        return new PreparationDraft(Name, MessagesPerMinute, SendTimes?.ToTimes(), DailyCap, Transactional, ScheduledAt, local, ScheduledSecond, Budget);
    }

    public static PreparationBody Of(PreparationView view) => new(
        view.Name,
        view.MessagesPerMinute,
        view.Times is { } times ? SendTimesBody.Of(times) : null,
        view.DailyCap,
        view.IsTransactional,
        view.ScheduledAt,
        view.ScheduledLocal?.ToString(Reading, CultureInfo.InvariantCulture),
        Budget: view.Budget,
        Cost: view.Cost);
}

/// <param name="TimeZone">IANA name.</param>
/// <param name="Until">00:00 is the end of the day.</param>
/// <param name="RecipientZone">Whether the clock is the one where the person lives.</param>
internal sealed record SendTimesBody(string TimeZone, TimeOnly? From = null, TimeOnly? Until = null, bool RecipientZone = false, IReadOnlyList<DayOfWeek>? ClosedDays = null, IReadOnlyList<DateOnly>? ClosedDates = null)
{
    public SendTimes ToTimes() => new(TimeZone, From ?? default, Until ?? default, RecipientZone, ClosedDays ?? [], ClosedDates ?? []);

    public static SendTimesBody Of(SendTimes times) => new(times.Zone, times.From, times.Until, times.OfRecipient, times.ClosedDays, times.ClosedDates);
}

internal sealed record PricesBody(string? Currency, IReadOnlyList<PriceOf> Prices)
{
    public static PricesBody Of(PriceListView view) => new(view.Currency, view.Prices);
}

internal sealed record CopyBody(bool People = false);

internal sealed record DecisionBody(string? Comment = null);

internal sealed record CampaignRulesBody(int? FrequencyMessages = null, int? FrequencyDays = null, int? ApprovalAbove = null)
{
    public static CampaignRulesBody Of(CampaignRulesView view) => new(view.FrequencyMessages, view.FrequencyDays, view.ApprovalAbove);
}

internal sealed record ApprovalShown(bool Needed, int? Above, int Size, string? State, bool Outgrown, string? AskedBy, DateTime? AskedAt, string? DecidedBy, DateTime? DecidedAt, string? Comment)
{
    public static ApprovalShown Of(ApprovalView view) => new(
        view.IsNeeded,
        view.Above,
        view.Size,
        view.State is { } state ? SnakeCase.Of(state) : null,
        view.IsOutgrown,
        view.AskedByName,
        view.AskedAt,
        view.DecidedByName,
        view.DecidedAt,
        view.Comment);
}

internal sealed record PreflightShown(int Named, int Receive, IReadOnlyList<Exclusion> Excluded, IReadOnlyList<FaultShown> Faults, string LimitedBy, double PerSecond, DateTime StartsAt, DateTime EndsAt, CostEstimate? Cost)
{
    public static PreflightShown Of(Preflight p, ErrorWords words) =>
        new(p.Named, p.Receive, p.Excluded, [.. p.Faults.Select(f => new FaultShown(f.Code, words.Say(f)))], p.LimitedBy, p.Forecast.PerSecond, p.StartsAt, p.EndsAt, p.Cost);
}

internal sealed record FaultShown(string Code, string Detail);
