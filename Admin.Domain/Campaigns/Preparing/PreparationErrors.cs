using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Preparing;

public static class PreparationErrors
{
    public static Error ZoneUnknown { get; } = Error.Invalid("time_zone_unknown", "There is no time zone of this name. Give an IANA name such as America/Sao_Paulo.", "time_zone");

    public static Error WindowInvalid { get; } = Error.Invalid("send_window_invalid", "A send window ends later on the same day than it begins; 00:00 is the end of the day.", "until");

    public static Error NoDayLeft { get; } = Error.Invalid("no_send_day_left", "Leave at least one weekday on which messages may be sent.", "closed_days");

    public static Error TooManyDates { get; } = Error.Invalid("too_many_closed_dates", $"At most {SendTimes.MaxClosedDates} dates can be kept free.", "closed_dates");

    public static Error DailyCapInvalid { get; } = Error.Invalid("daily_cap_invalid", $"A daily cap is 1 to {Campaign.LargestDailyCap} messages.", "daily_cap");

    public static Error DailyCapNeedsZone { get; } = Error.Invalid("daily_cap_needs_zone", "A daily cap needs send times with a time zone, which says when a day begins.", "time_zone");

    public static Error ScheduleNeedsZone { get; } = Error.Invalid("schedule_needs_zone", "A time on the clock needs send times with a time zone.", "time_zone");

    public static Error ScheduleMalformed { get; } = Error.Invalid("schedule_malformed", "Write the time on the clock as 2026-11-26T09:00.", "scheduled_local");

    public static Error ScheduleIncomplete { get; } = Error.Invalid("schedule_incomplete", "Give the start a date and a time, or let it start by hand.", "scheduled_local");

    public static Error ScheduleFixed { get; } = Error.Conflict("schedule_fixed", "A campaign that has started cannot be named or scheduled anew.");

    public static Error Over { get; } = Error.Conflict("campaign_over", "This campaign is over; nothing of it can be changed any more.");

    public static Error ExemptionNeedsUtility { get; } = Error.Invalid("exemption_needs_utility", "Only a campaign with a template of the category utility may be exempted from the frequency cap.", "transactional");

    public static Error CurrencyInvalid { get; } = Error.Invalid("currency_invalid", "Name the currency by its three letters, such as BRL or USD.", "currency");

    public static Error PriceInvalid { get; } = Error.Invalid("price_invalid", $"A price has a category, a country of two letters or none, and an amount of 0 to {MessagePrice.Largest}; at most {PriceList.MostPrices} of them.", "prices");

    public static Error PriceTwice { get; } = Error.Invalid("price_twice", "The list has two prices for the same category and country.", "prices");

    public static Error BudgetInvalid { get; } = Error.Invalid("budget_invalid", $"A budget is more than 0 and at most {Campaign.LargestBudget}.", "budget");

    public static Error BudgetUsedUp { get; } = Error.Conflict("budget_used_up", "The campaign's budget is used up. Raise it first, then resume.");

    public static Error FrequencyInvalid { get; } = Error.Invalid("frequency_cap_invalid", $"A frequency cap is 1 to {FrequencyCap.LargestMost} messages within 1 to {FrequencyCap.MostDays} days; or leave both empty.", "frequency_messages");

    public static Error ApprovalInvalid { get; } = Error.Invalid("approval_size_invalid", $"Give a size of 0 to {CampaignRules.LargestApproval} people, or none.", "approval_above");

    /// <summary>A clock never shows this time.</summary>
    /// <param name="next">What it shows instead, as <c>2026-11-26 09:00</c>.</param>
    public static Error ScheduleSkipped(string next) => Error.Invalid("schedule_skipped", $"The clocks are set forward then: this time does not exist. The next one is {next}.", "scheduled_local").With(("next", next));

    /// <summary>A clock shows this time twice.</summary>
    /// <param name="first">The instants, in UTC, as <c>2026-11-26 09:00 UTC</c>.</param>
    public static Error ScheduleDoubled(string first, string second) => Error.Invalid("schedule_doubled", $"The clocks are set back then: this time comes twice, at {first} and at {second}. Say which one.", "scheduled_second").With(("first", first), ("second", second));
}
