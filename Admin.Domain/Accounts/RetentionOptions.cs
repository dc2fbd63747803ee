using Microsoft.Extensions.Options;

namespace Admin.Domain.Accounts;

/// <summary>Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>How many days what expired or was used up stays, for whoever looks into it.</summary>
    public int ExpiredDays { get; set; } = 30;

    /// <summary>How many hours the bytes of a webhook stay after it was merged and passed on, for whoever looks into it.</summary>
    public int WebhookBodyHours { get; set; } = 24;
}

internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    // At least as long as a visit that is over is shown to the organization's admins.
    private static readonly int Least = (int)Organizations.VisitNotices.Recent.TotalDays;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> faults = [];
        if (options.ExpiredDays < Least || options.ExpiredDays > 3650)
            faults.Add($"Retention:ExpiredDays must be {Least} to 3650.");
        if (options.WebhookBodyHours is < 0 or > 168)
            faults.Add("Retention:WebhookBodyHours must be 0 to 168.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
