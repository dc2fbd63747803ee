using System.Text.RegularExpressions;
using Admin.Domain.Common;
using Microsoft.Extensions.Options;

namespace Admin.Domain.RateLimiting;

/// <summary>Makes policies of what is configured, collecting every fault with its key.</summary>
internal static partial class RatePolicyReader
{
    public const long MaxLimit = 1_000_000;
    public const long MaxLogLimit = 1_000;
    public const long MaxWindowSeconds = 31 * 24 * 3600;

    public static IReadOnlyDictionary<string, RatePolicy> Read(RateLimitOptions options, List<string> faults)
    {
        var policies = new Dictionary<string, RatePolicy>(StringComparer.Ordinal);
        foreach (var name in RatePolicyDefaults.All.Keys.Union(options.Policies.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var before = faults.Count;
            var policy = ReadOne(name, options.Policies.GetValueOrDefault(name), RatePolicyDefaults.All.GetValueOrDefault(name), faults);
            if (faults.Count == before)
                policies.Add(name, policy);
        }

        return policies;
    }

    private static RatePolicy ReadOne(string name, RatePolicyOptions? given, RatePolicyOptions? standard, List<string> faults)
    {
        void Fault(string key, string text) => faults.Add($"{RateLimitOptions.Section}:Policies:{name}{key} {text}");
        if (name.Length > RatePolicy.NameMaxLength || !NamePattern().IsMatch(name))
            Fault("", $"is not a policy's name: lower case letters, digits and underscores, at most {RatePolicy.NameMaxLength}.");

        var limit = given?.Limit ?? standard?.Limit ?? 0;
        var seconds = given?.WindowSeconds ?? standard?.WindowSeconds ?? 0;
        if (limit is < 1 or > MaxLimit)
            Fault(":Limit", $"must be from 1 to {MaxLimit}.");
        if (seconds is < 1 or > MaxWindowSeconds)
            Fault(":WindowSeconds", $"must be from 1 to {MaxWindowSeconds}.");
        if (!RateKey.TryParse(given?.Key ?? standard?.Key, out var key))
            Fault(":Key", "must name organization, person, account, ip, number, recipient, campaign, route or token, joined by '+' (together), ',' (separately) or '|' (the first there is).");
        if (!SnakeCase.TryParse<RateAlgorithm>(given?.Algorithm ?? standard?.Algorithm ?? "sliding_counter", out var algorithm))
            Fault(":Algorithm", "must be sliding_log, sliding_counter, token_bucket or concurrency.");
        if (!SnakeCase.TryParse<RateFallback>((given?.OnRedisDown ?? standard?.OnRedisDown ?? "local").Replace(' ', '_'), out var fallback))
            Fault(":OnRedisDown", "must be local_strict, local, open_with_local_guard or wait.");

        var isBucket = algorithm == RateAlgorithm.TokenBucket;
        var burst = given?.Burst ?? standard?.Burst;
        var debt = given?.Debt ?? standard?.Debt;
        if (algorithm == RateAlgorithm.SlidingLog && limit > MaxLogLimit)
            Fault(":Limit", $"is above {MaxLogLimit}, the most that sliding_log remembers; use sliding_counter.");
        var cost = given?.Cost ?? standard?.Cost ?? 1;
        if (cost < 1 || limit % cost != 0 || burst % cost > 0 || debt % cost > 0)
        {
            Fault(":Cost", "must be a whole number that divides the limit, the burst and the debt evenly.");
            cost = 1;
        }

        if (!isBucket && (burst ?? debt) is not null)
            Fault(burst is null ? ":Debt" : ":Burst", "belongs to token_bucket only.");
        if (isBucket && burst is < 1 or > MaxLimit)
            Fault(":Burst", $"must be from 1 to {MaxLimit}.");
        if (isBucket && debt is < 0 or > MaxLimit)
            Fault(":Debt", $"must be from 0 to {MaxLimit}.");

        // Every request of a policy costs the same, so what it admits can be counted in requests.
        return new RatePolicy(
            name,
            limit / cost,
            TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaxWindowSeconds)),
            key,
            algorithm,
            fallback,
            given?.Shadow ?? standard?.Shadow ?? false,
            (isBucket ? burst ?? limit : limit) / cost,
            (debt ?? 0) / cost,
            given?.Description ?? standard?.Description ?? "");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}

internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var faults = new List<string>();
        if (options.RedisTimeoutMilliseconds is < 1 or > 10_000)
            faults.Add($"{RateLimitOptions.Section}:{nameof(options.RedisTimeoutMilliseconds)} must be from 1 to 10000.");
        if (options.LocalCountersPerPolicy is < 1 or > 1_000_000)
            faults.Add($"{RateLimitOptions.Section}:{nameof(options.LocalCountersPerPolicy)} must be from 1 to 1000000.");
        RatePolicyReader.Read(options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
