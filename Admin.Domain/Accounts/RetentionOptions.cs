using Microsoft.Extensions.Options;

namespace Admin.Domain.Accounts;

/// <summary>Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>How many days what expired or was used up stays, for whoever looks into it.</summary>
    public int ExpiredDays { get; set; } = 30;
}

internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    // At least as long as a visit that is over is shown to the organization's admins.
    private static readonly int Least = (int)Organizations.VisitNotices.Recent.TotalDays;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        return options.ExpiredDays >= Least && options.ExpiredDays <= 3650 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"Retention:ExpiredDays must be {Least} to 3650.");
    }
}
