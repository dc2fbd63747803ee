using System.Globalization;
using Admin.Domain.Auditing;
using Admin.Domain.Common;

namespace Admin.Domain.RateLimiting;

/// <summary>An organization's own numbers, as somebody entered them.</summary>
/// <param name="WindowSeconds">The policy's own window unless given.</param>
/// <param name="ExpiresAt">UTC; null: until withdrawn.</param>
/// <param name="Reason">The actor's reason unless given.</param>
public sealed record RateOverrideInput(long Limit, long? WindowSeconds = null, DateTime? ExpiresAt = null, string? Reason = null);

internal sealed record NewOverride(string Policy, long Limit, long WindowSeconds, string Reason, DateTime? ExpiresAt)
{
    public AuditAct Act => new("rate_limit.override_set", "rate_limit", Policy, Reason: Reason, Details: new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["limit"] = Limit.ToString(CultureInfo.InvariantCulture),
        ["window_seconds"] = WindowSeconds.ToString(CultureInfo.InvariantCulture),
        ["expires_at"] = ExpiresAt?.ToString("O", CultureInfo.InvariantCulture) ?? "never",
    });
}

internal static class RateOverrideRules
{
    private const int ReasonMinLength = 3;

    /// <summary>All faults of the input, or null.</summary>
    public static Error? Fault(RatePolicy policy, RateOverrideInput input, long window, string? reason, DateTime now)
    {
        var faults = new List<Error>();
        var max = policy.Algorithm == RateAlgorithm.SlidingLog ? RatePolicyReader.MaxLogLimit : RatePolicyReader.MaxLimit;
        if (input.Limit < 1 || input.Limit > max)
            faults.Add(Error.Invalid("limit_invalid", $"The limit must be a whole number from 1 to {max}.", "limit").With(("max", max)));
        if (window is < 1 or > RatePolicyReader.MaxWindowSeconds)
            faults.Add(Error.Invalid("window_invalid", $"The window must be from 1 to {RatePolicyReader.MaxWindowSeconds} seconds.", "window_seconds").With(("max", RatePolicyReader.MaxWindowSeconds)));
        if (input.ExpiresAt <= now)
            faults.Add(Error.Invalid("expiry_past", "The time at which the override ends must be in the future.", "expires_at"));
        if (reason is null || reason.Length < ReasonMinLength || reason.Length > RateLimitOverride.ReasonMaxLength)
            faults.Add(Error.Invalid("override_reason_invalid", $"Say why in {ReasonMinLength} to {RateLimitOverride.ReasonMaxLength} characters.", "reason").With(("min", ReasonMinLength), ("max", RateLimitOverride.ReasonMaxLength)));
        return Error.Join(faults);
    }
}
