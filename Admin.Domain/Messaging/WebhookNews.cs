using System.Text.Json;
using Admin.Domain.Messaging.Templating;

namespace Admin.Domain.Messaging;

/// <summary>Reads the parts of a webhook that are no statuses. Null for an element that cannot be placed or says nothing of use.</summary>
internal static class WebhookNews
{
    private const int MaxTextLength = 4096;
    private const int MaxPhoneDigits = 15;
    private const int UpgradedThroughput = 1000;

    public static InboundMessage? Message(JsonElement element, string? phoneNumberId)
    {
        var from = element.Text("from");
        // A "system" message tells of a new phone number; nobody wrote it.
        if (phoneNumberId is null || !WebhookParser.IsId(from) || element.Text("type") == "system" || WebhookParser.Time(element.Text("timestamp")) is not { } at)
            return null;
        var (payload, text) = Button(element);
        return new InboundMessage(
            phoneNumberId,
            from!,
            at,
            element.Child("context", out var context) && context.Text("id") is { } replyTo && WebhookParser.IsId(replyTo) ? replyTo : null,
            element.Child("text", out var written) && written.Text("body") is { Length: <= MaxTextLength } body ? body : null,
            payload,
            text);
    }

    public static MarketingPreference? Preference(JsonElement element, string? phoneNumberId)
    {
        var waId = element.Text("wa_id");
        var stops = element.Text("value") switch
        {
            "stop" => true,
            "resume" => false,
            _ => (bool?)null,
        };
        // A category of tomorrow is not ours to act on.
        if (phoneNumberId is null || !WebhookParser.IsId(waId) || stops is not { } stop || element.Text("category") is not (null or "marketing_messages"))
            return null;
        return WebhookParser.Time(element.Text("timestamp")) is { } at ? new MarketingPreference(phoneNumberId, waId!, stop, at) : null;
    }

    public static TemplateNews? TemplateStatus(JsonElement value, string? account, DateTime at)
    {
        var @event = value.Text("event");
        // FLAGGED and the like announce something; the status is still what it was.
        var status = TemplateParser.Status(@event);
        if (status is null || Names(value, account) is not var (name, language))
            return null;
        var reason = value.Text("reason") is { } given and not ("NONE" or "") ? given : null;
        return new TemplateNews(account!, name, language, status, null, @event is "DELETED" or "PENDING_DELETION" or "LIMIT_EXCEEDED" ? @event : reason, at);
    }

    public static TemplateNews? TemplateQuality(JsonElement value, string? account, DateTime at) =>
        Quality(value.Text("new_quality_score")) is { } quality && Names(value, account) is var (name, language)
            ? new TemplateNews(account!, name, language, null, quality, null, at)
            : null;

    public static NumberNews? Number(JsonElement value, string? account, DateTime at)
    {
        var @event = value.Text("event");
        var digits = string.Concat((value.Text("display_phone_number") ?? "").Where(char.IsAsciiDigit));
        if (account is null || @event is not { Length: > 0 and <= Messaging.Number.MessagingLimitMaxLength } || digits.Length is 0 or > MaxPhoneDigits)
            return null;
        return new NumberNews(
            account,
            digits,
            @event,
            @event switch
            {
                "FLAGGED" => QualityRating.Red,
                "UNFLAGGED" => QualityRating.Green,
                _ => null,
            },
            @event == "THROUGHPUT_UPGRADE" ? UpgradedThroughput : null,
            Limit(value.Text("max_daily_conversations_per_business")) ?? (@event == "THROUGHPUT_UPGRADE" ? null : Limit(value.Text("current_limit"))),
            at);
    }

    public static AccountNews? Capability(JsonElement value, string? account, DateTime at) =>
        account is not null && Limit(value.Text("max_daily_conversations_per_business") ?? value.Text("max_daily_conversation_per_phone")) is { } limit
            ? new AccountNews(account, "CAPABILITY", null, limit, at)
            : null;

    public static AccountNews? Account(JsonElement value, string? account, DateTime at)
    {
        if (account is null || value.Text("event") is not { Length: > 0 and <= Messaging.Number.MessagingLimitMaxLength } @event)
            return null;
        var ban = value.Child("ban_info", out var info) ? info.Text("waba_ban_state") : null;
        var stop = (@event, ban) switch
        {
            ("ACCOUNT_DELETED" or "PARTNER_REMOVED" or "PARTNER_APP_UNINSTALLED", _) => "account_removed",
            ("DISABLED_UPDATE", "DISABLE") => "account_disabled",
            ("ACCOUNT_RESTRICTION", _) => "account_restricted",
            _ => null,
        };
        return new AccountNews(account, @event, stop, null, at);
    }

    private static (string? Payload, string? Text) Button(JsonElement element)
    {
        if (element.Child("button", out var button))
            return (button.Text("payload"), button.Text("text"));
        return element.Child("interactive", out var interactive) && interactive.Child("button_reply", out var reply)
            ? (reply.Text("id"), reply.Text("title"))
            : (null, null);
    }

    private static (string Name, string Language)? Names(JsonElement value, string? account) =>
        account is not null
        && value.Text("message_template_name") is { Length: > 0 and <= Template.NameMaxLength } name
        && value.Text("message_template_language") is { Length: > 0 and <= Template.LanguageMaxLength } language
            ? (name, language)
            : null;

    private static QualityRating? Quality(string? score) => score switch
    {
        "GREEN" => QualityRating.Green,
        "YELLOW" => QualityRating.Yellow,
        "RED" => QualityRating.Red,
        "UNKNOWN" => QualityRating.Unknown,
        _ => null,
    };

    private static string? Limit(string? text) => text is { Length: > 0 and <= Messaging.Number.MessagingLimitMaxLength } ? text : null;
}
