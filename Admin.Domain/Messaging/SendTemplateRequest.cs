using Admin.Domain.Messaging.Templating;

namespace Admin.Domain.Messaging;

/// <summary>One template message to one person.</summary>
public sealed record SendTemplateRequest
{
    /// <summary>The longest correlation value that the API echoes.</summary>
    public const int CallbackDataMaxLength = 512;

    public required string PhoneNumberId { get; init; }

    public required string AccessToken { get; init; }

    /// <summary>E.164 without the plus sign.</summary>
    public required string To { get; init; }

    public required string TemplateName { get; init; }

    public required string Language { get; init; }

    /// <summary>The value of every place that the template has.</summary>
    public IReadOnlyList<TemplateBinding> Components { get; init; } = [];

    /// <summary>Comes back in every status of this message: the only way to recognise one whose answer was lost.</summary>
    public required string CallbackData { get; init; }

    /// <summary>Without token, phone and parameters, so that a log line cannot leak them.</summary>
    public override string ToString() => $"template {TemplateName} ({Language}) from {PhoneNumberId}, {CallbackData}";
}
