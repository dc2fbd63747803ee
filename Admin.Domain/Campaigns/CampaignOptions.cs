using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns;

/// <summary>Section <c>Campaigns</c>.</summary>
public sealed class CampaignOptions
{
    public const string Section = "Campaigns";

    /// <summary>Recipients claimed at once; a number of more than four times as many a second takes a quarter of a second's.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>Tries of one recipient before it fails.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Calls of one campaign on their way at once, per number and node.</summary>
    public int MaxConcurrency { get; set; } = 256;

    /// <summary>After this long without an answer nobody knows the outcome of a call.</summary>
    public int CallTimeoutSeconds { get; set; } = 15;

    /// <summary>How long a claim or a begun call belongs to its node.</summary>
    public int LeaseSeconds { get; set; } = 45;

    /// <summary>Outcomes and intents are committed together, this often at most.</summary>
    public int CommitIntervalMilliseconds { get; set; } = 100;

    /// <summary>Webhooks are merged this often at most.</summary>
    public int MergeIntervalMilliseconds { get; set; } = 250;

    /// <summary>How often each node looks for work that nobody woke it for.</summary>
    public int SweepSeconds { get; set; } = 5;

    /// <summary>How long calls on their way may take to finish when the application stops.</summary>
    public double StopSeconds { get; set; } = 3;

    /// <summary>Failures in a row with the same error of the template's before the campaign pauses.</summary>
    public int TemplateErrorsToPause { get; set; } = 20;

    /// <summary>Over how many recipients that ended last the share of bad ends is taken; 0 never pauses for it.</summary>
    public int ErrorWindow { get; set; } = 200;

    /// <summary>From how many failed or ambiguous ones in a hundred on the campaign pauses.</summary>
    public int ErrorPercentToPause { get; set; } = 50;

    /// <summary>After this long without any movement a running campaign is called stalled.</summary>
    public int StallSeconds { get; set; } = 60;

    /// <summary>A scheduled campaign that is later than this does not start by itself any more.</summary>
    public int LatestStartHours { get; set; } = 2;

    public int MaxAudienceRows { get; set; } = 250_000;

    public long MaxAudienceBytes { get; set; } = 64L * 1024 * 1024;

    public int MaxLineLength { get; set; } = 64 * 1024;
}

internal sealed class CampaignOptionsValidator : IValidateOptions<CampaignOptions>
{
    public ValidateOptionsResult Validate(string? name, CampaignOptions options)
    {
        var faults = new List<string>();
        Check(faults, options.BatchSize is >= 1 and <= 1000, "BatchSize must be between 1 and 1000");
        Check(faults, options.MaxAttempts is >= 1 and <= 10, "MaxAttempts must be between 1 and 10");
        Check(faults, options.MaxConcurrency is >= 1 and <= 2000, "MaxConcurrency must be between 1 and 2000");
        Check(faults, options.CallTimeoutSeconds is >= 1 and <= 120, "CallTimeoutSeconds must be between 1 and 120");
        Check(faults, options.LeaseSeconds >= options.CallTimeoutSeconds + 10 && options.LeaseSeconds <= 3600, "LeaseSeconds must be at least CallTimeoutSeconds + 10, at most 3600");
        Check(faults, options.CommitIntervalMilliseconds is >= 10 and <= 2000, "CommitIntervalMilliseconds must be between 10 and 2000");
        Check(faults, options.MergeIntervalMilliseconds is >= 10 and <= 5000, "MergeIntervalMilliseconds must be between 10 and 5000");
        Check(faults, options.SweepSeconds is >= 1 and <= 300, "SweepSeconds must be between 1 and 300");
        Check(faults, options.StopSeconds is >= 0 and <= 60, "StopSeconds must be between 0 and 60");
        Check(faults, options.TemplateErrorsToPause >= 1, "TemplateErrorsToPause must be at least 1");
        Check(faults, options.ErrorWindow is 0 or (>= 10 and <= 100_000), "ErrorWindow must be 0, or between 10 and 100000");
        Check(faults, options.ErrorPercentToPause is >= 1 and <= 100, "ErrorPercentToPause must be between 1 and 100");
        Check(faults, options.StallSeconds is >= 2 and <= 86_400, "StallSeconds must be between 2 and 86400");
        Check(faults, options.LatestStartHours is >= 1 and <= 168, "LatestStartHours must be between 1 and 168");
        Check(faults, options.MaxAudienceRows is >= 1 and <= 2_000_000, "MaxAudienceRows must be between 1 and 2000000");
        Check(faults, options.MaxAudienceBytes is >= 1024 and <= 1024L * 1024 * 1024, "MaxAudienceBytes must be between 1 KiB and 1 GiB");
        Check(faults, options.MaxLineLength is >= 256 and <= 1024 * 1024, "MaxLineLength must be between 256 and 1048576");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(List<string> faults, bool holds, string rule)
    {
        if (!holds)
            faults.Add($"{CampaignOptions.Section}:{rule}.");
    }
}
