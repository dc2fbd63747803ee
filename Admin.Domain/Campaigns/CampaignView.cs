using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;

namespace Admin.Domain.Campaigns;

/// <summary>A campaign as people and programs see it. Counts and sizes only: nothing personal.</summary>
/// <param name="Total">Sum of the counts; before the start, what the audience would be without duplicates between its parts.</param>
/// <param name="TemplateName">Empty in a draft for which no template is chosen yet, and then its language too.</param>
/// <param name="TemplateParameters">Of a draft some may be empty.</param>
/// <param name="Responded">How many answered; beside the counts, not one of them.</param>
/// <param name="MessagesPerMinute">Its own speed; null when it has none.</param>
/// <param name="LimitedBy">Which budget rules its speed: one of <see cref="Sending.LimitedBy"/>.</param>
/// <param name="Rate">Messages a second lately; null when nothing is being sent.</param>
/// <param name="EtaSeconds">Until the last message is sent, under the ruling budget.</param>
public sealed record CampaignView(
    CampaignId Id,
    string Name,
    CampaignStatus Status,
    string? StatusReason,
    string PhoneNumberId,
    string NumberName,
    string TemplateName,
    string TemplateLanguage,
    IReadOnlyList<string> TemplateParameters,
    int? MessagesPerMinute,
    DateTime? ScheduledAt,
    DateTime CreatedAt,
    DateTime? StartedAt,
    DateTime? FinishedAt,
    int Total,
    RecipientCounts Counts,
    int Responded,
    string? LimitedBy,
    double? Rate,
    double? EtaSeconds,
    Guid Stamp)
{
    /// <summary>When it goes on by itself: it waits for the hours that somebody asked for, or for another day; else null.</summary>
    public DateTime? WaitsUntil { get; init; }

    /// <summary>All numbers that it sends from, that of <see cref="PhoneNumberId"/> first.</summary>
    public IReadOnlyList<CampaignNumber> Numbers { get; init; } = [];

    public IReadOnlyList<CampaignNumber> FurtherNumbers => [.. Numbers.Skip(1)];

    /// <summary>What header, named places of the body and buttons are bound to.</summary>
    public IReadOnlyList<TemplateBinding> TemplateComponents { get; init; } = [];

    /// <summary>What WhatsApp has billed so far, in the currency of the organization's prices.</summary>
    public decimal Cost { get; init; }

    /// <summary>What pauses it when it has cost as much; null: nothing does.</summary>
    public decimal? Budget { get; init; }

    public bool HasTemplate => TemplateName.Length > 0;

    /// <summary>Whether its content and audience can still change.</summary>
    public bool IsPrepared => Status is CampaignStatus.Draft or CampaignStatus.Scheduled;

    /// <summary>What every place of the template is bound to.</summary>
    public IReadOnlyList<TemplateBinding> Bindings => [.. TemplateBinding.Body(TemplateParameters), .. TemplateComponents];

    /// <summary>Whether the engine is at work.</summary>
    public bool IsMoving => Status is CampaignStatus.Planning or CampaignStatus.Running or CampaignStatus.Stalled;
}

/// <summary>A number that a campaign sends from.</summary>
/// <param name="DisplayPhoneNumber">The phone by which people know it.</param>
/// <param name="IsStopped">Whether a person has stopped it since the start.</param>
public sealed record CampaignNumber(string PhoneNumberId, string Name, string DisplayPhoneNumber, bool IsStopped = false);

/// <summary>One recipient; the phone is masked unless the actor may see it.</summary>
/// <param name="Number">That of the last try; null before the first.</param>
public sealed record RecipientView(
    int Ordinal,
    string Phone,
    RecipientState State,
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
    CampaignNumber? Number = null)
{
    internal static RecipientView Of(Recipient row, Campaign campaign, CampaignSenders senders, bool masked) => new(
        row.Ordinal,
        masked ? PhoneMask.Of(row.Phone) : row.Phone,
        row.State,
        row.Reason,
        row.Attempts,
        row.Wamid,
        row.SentAt,
        row.DeliveredAt,
        row.ReadAt,
        row.FailedAt,
        row.RespondedAt,
        row.State == RecipientState.Pending && row.Attempts > 0 ? row.NextAttemptAt : null,
        AttemptError.Read(row.Errors),
        row.AttemptId is null ? null : senders.Views.FirstOrDefault(n => n.Id == campaign.NumberOf(row)).View);
}

/// <summary>The template of a campaign.</summary>
/// <param name="Content">Null: the campaign names none, or the organization has none of this name.</param>
/// <param name="GoneAt">Since when WhatsApp lists it no more; null while it does.</param>
public sealed record CampaignMessage(TemplateContent? Content, TemplateStatus? Status, DateTime? GoneAt);

/// <summary>What a form or a program gives for a campaign; unchecked.</summary>
public sealed record CampaignDraft(
    string? Name,
    string? PhoneNumberId,
    string? TemplateName,
    string? TemplateLanguage,
    IReadOnlyList<string>? TemplateParameters,
    DateTime? ScheduledAt,
    int? MessagesPerMinute = null)
{
    /// <summary>What header, named places of the body and buttons are bound to.</summary>
    public IReadOnlyList<TemplateBinding> TemplateComponents { get; init; } = [];

    /// <summary>The phone_number_ids of the numbers that it sends from as well.</summary>
    public IReadOnlyList<string?> FurtherNumbers { get; init; } = [];
}

/// <summary>What a campaign is called and says, as far as a person has got with it; unchecked.</summary>
/// <param name="TemplateName">Null: none is chosen yet.</param>
/// <param name="TemplateParameters">Of the body's numbered places, in order; empty where nothing is written yet.</param>
public sealed record CampaignSketch(string? Name, string? PhoneNumberId, string? TemplateName = null, string? TemplateLanguage = null, IReadOnlyList<string>? TemplateParameters = null)
{
    /// <inheritdoc cref="CampaignDraft.TemplateComponents"/>
    public IReadOnlyList<TemplateBinding> TemplateComponents { get; init; } = [];

    /// <inheritdoc cref="CampaignDraft.FurtherNumbers"/>
    public IReadOnlyList<string?> FurtherNumbers { get; init; } = [];
}

/// <summary>What there is to choose from when a campaign is prepared.</summary>
public sealed record CampaignChoices(IReadOnlyList<NumberChoice> Numbers, IReadOnlyList<TemplateChoice> Templates);

/// <param name="BusinessAccountId">Null while it is not known.</param>
public sealed record NumberChoice(string PhoneNumberId, string Name, string DisplayPhoneNumber, SpeedLimit Limit, string? BusinessAccountId = null)
{
    /// <summary>Whether a campaign can send from both: only numbers of one business account have the same templates.</summary>
    public bool GoesWith(NumberChoice other) => BusinessAccountId is null || other.BusinessAccountId is null || BusinessAccountId == other.BusinessAccountId;

    public bool Sends(TemplateChoice template) => template.BusinessAccountId is not { } account || BusinessAccountId is null || BusinessAccountId == account;
}

/// <param name="BusinessAccountId">Only numbers of this account send it; null: not known.</param>
public sealed record TemplateChoice(TemplateId Id, string Name, string Language, TemplateStatus Status, TemplateContent Content, string? BusinessAccountId);
