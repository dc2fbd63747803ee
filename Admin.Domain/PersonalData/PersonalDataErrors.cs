using Admin.Domain.Common;

namespace Admin.Domain.PersonalData;

public static class PersonalDataErrors
{
    public static Error NothingKept { get; } = Error.NotFound("nothing_kept", "Nothing is kept of this phone.");

    public static Error QueryHistoryDaysInvalid { get; } =
        Error.Invalid("retention_invalid", $"The query history is kept for {RetentionTerms.FewestDays} to {RetentionTerms.MostDays} days.", "query_history_days");

    public static Error RecipientMonthsInvalid { get; } =
        Error.Invalid("retention_invalid", $"Recipients are kept for {RetentionTerms.FewestMonths} to {RetentionTerms.MostMonths} months.", "recipient_months");

    public static Error WebhookBodyDaysInvalid { get; } =
        Error.Invalid("retention_invalid", $"Webhook bodies are kept for {RetentionTerms.FewestWebhookBodyDays} to {RetentionTerms.MostWebhookBodyDays} days.", "webhook_body_days");

    public static Error UploadDaysInvalid { get; } =
        Error.Invalid("retention_invalid", $"Uploads are kept for {RetentionTerms.FewestUploadDays} to {RetentionTerms.MostUploadDays} days.", "upload_days");
}
