using System.Globalization;
using Admin.Domain.Common;

namespace Admin.Domain.RateLimiting;

public static class RateErrors
{
    public const string RateLimitedCode = "rate_limited";

    public static Error PolicyNotFound { get; } =
        Error.NotFound("policy_not_found", "There is no such rate limit. GET /api/v1/rate-limits lists them.");

    public static Error CostInvalid(long max) =>
        Error.Invalid("cost_invalid", $"A cost is a whole number from 1 to {max.ToString(CultureInfo.InvariantCulture)}, the most that this policy admits at once.", "cost").With(("max", max));

    public static Error PolicyNotOfOrganization { get; } =
        Error.Refused("policy_not_of_organization", "This rate limit does not belong to an organization, so an organization can neither take from it nor have its own.", "policy");

    public static Error OverrideNotFound { get; } =
        Error.NotFound("override_not_found", "This organization has no override of that rate limit.");

    public static Error CounterInvalid { get; } =
        Error.Invalid("counter_invalid", "This is not a counter. Take it from the list of who is limited; empty means the organization's budget as a whole.", "counter");

    public static Error LeaseInvalid { get; } =
        Error.Invalid("lease_invalid", "A lease is the 32 hexadecimal digits that acquire answered.", "lease");

    public static Error NoLeases { get; } =
        Error.Refused("policy_without_leases", "This rate limit counts requests, so there is nothing to give back.", "policy");

    public static Error StoreAway { get; } =
        Error.Unavailable("redis_away", "Redis does not answer, so nothing was released. Try again when it is back.");

    /// <summary>The refusal as a value for callers; null when the decision allows.</summary>
    public static Error? Of(RateDecision decision)
    {
        if (decision.Refused is not { } refused)
            return null;
        var seconds = Seconds(decision.RetryAfter);
        return new Error(
            ErrorKind.RateLimited,
            RateLimitedCode,
            string.Create(CultureInfo.InvariantCulture, $"Too many requests: {refused.Policy} admits {refused.Limit} in {Seconds(refused.Window)} s. Available again in {seconds} s."))
        {
            RetryAfter = TimeSpan.FromSeconds(seconds),
            Args =
            [
                KeyValuePair.Create<string, object>("retry_after", seconds),
                KeyValuePair.Create<string, object>("policy", refused.Policy),
                KeyValuePair.Create<string, object>("limit", refused.Limit),
                KeyValuePair.Create<string, object>("window", Seconds(refused.Window)),
            ],
        };
    }

    /// <summary>Whole seconds, rounded up, at least 1: a caller that waits this long is not too early.</summary>
    public static long Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));
}
