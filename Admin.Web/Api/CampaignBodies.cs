using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Templating;

namespace Admin.Web.Api;

/// <summary>A campaign as programs send it.</summary>
internal sealed record CampaignBody(
    string? Name,
    string? PhoneNumberId,
    IReadOnlyList<string?>? FurtherNumbers,
    string? TemplateName,
    string? TemplateLanguage,
    IReadOnlyList<string>? TemplateParameters,
    JsonElement? TemplateComponents,
    int? MessagesPerMinute,
    DateTime? ScheduledAt)
{
    public Result<CampaignDraft> ToDraft() => BindingsReader.Read(TemplateParameters, TemplateComponents)
        .Map(b => new CampaignDraft(Name, PhoneNumberId, TemplateName, TemplateLanguage, b.Parameters, ScheduledAt, MessagesPerMinute) { TemplateComponents = b.Components, FurtherNumbers = FurtherNumbers ?? [] });
}

internal sealed record SettleBody(Settlement Settlement);

internal sealed record OptOutBody(string? Phone);

/// <summary>A campaign as programs see it.</summary>
internal sealed record CampaignShown(
    CampaignId Id,
    string Name,
    string Status,
    string? StatusReason,
    string PhoneNumberId,
    IReadOnlyList<string> FurtherNumbers,
    IReadOnlyList<string> StoppedNumbers,
    string? TemplateName,
    string? TemplateLanguage,
    IReadOnlyList<string> TemplateParameters,
    JsonElement TemplateComponents,
    int? MessagesPerMinute,
    DateTime? ScheduledAt,
    int Total,
    CountsShown Counts,
    int Responded,
    string? LimitedBy,
    double? Rate,
    double? EtaSeconds,
    DateTime? WaitsUntil,
    DateTime CreatedAt,
    DateTime? StartedAt,
    DateTime? FinishedAt)
{
    public static CampaignShown Of(CampaignView view) => new(
        view.Id,
        view.Name,
        SnakeCase.Of(view.Status),
        view.StatusReason,
        view.PhoneNumberId,
        [.. view.FurtherNumbers.Select(n => n.PhoneNumberId)],
        [.. view.Numbers.Where(n => n.IsStopped).Select(n => n.PhoneNumberId)],
        view.HasTemplate ? view.TemplateName : null,
        view.HasTemplate ? view.TemplateLanguage : null,
        view.TemplateParameters,
        ComponentsJson.ToElement(view.TemplateComponents),
        view.MessagesPerMinute,
        view.ScheduledAt,
        view.Total,
        CountsShown.Of(view.Counts),
        view.Responded,
        view.LimitedBy,
        view.Rate,
        view.EtaSeconds,
        view.WaitsUntil,
        view.CreatedAt,
        view.StartedAt,
        view.FinishedAt);
}

/// <summary>Each recipient once, under its furthest state; the sum is the total.</summary>
internal sealed record CountsShown(int Pending, int Sending, int Sent, int Delivered, int Read, int Failed, int Skipped, int Ambiguous, int Cancelled)
{
    public static CountsShown Of(RecipientCounts c) => new(c.Pending, c.Sending, c.Sent, c.Delivered, c.Read, c.Failed, c.Skipped, c.Ambiguous, c.Cancelled);
}

/// <summary>One recipient as programs see it.</summary>
internal sealed record RecipientShown(
    int Ordinal,
    string Phone,
    string Status,
    string? Reason,
    int Attempts,
    string? Wamid,
    DateTime? SentAt,
    DateTime? DeliveredAt,
    DateTime? ReadAt,
    DateTime? FailedAt,
    DateTime? RespondedAt,
    DateTime? RetryAt,
    IReadOnlyList<AttemptError> Errors,
    string? PhoneNumberId)
{
    public static RecipientShown Of(RecipientView view) => new(
        view.Ordinal,
        view.Phone,
        SnakeCase.Of(view.State),
        view.Reason,
        view.Attempts,
        view.Wamid,
        view.SentAt,
        view.DeliveredAt,
        view.ReadAt,
        view.FailedAt,
        view.RespondedAt,
        view.RetryAt,
        view.Errors,
        view.Number?.PhoneNumberId);
}
