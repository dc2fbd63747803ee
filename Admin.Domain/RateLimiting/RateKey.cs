using Admin.Domain.Common;

namespace Admin.Domain.RateLimiting;

/// <summary>
/// What a policy counts by. <c>a+b</c> counts by both together, <c>a,b</c> by each separately (all must admit),
/// <c>a|b</c> by the first that the request has.
/// </summary>
public sealed record RateKey
{
    private readonly RateKeyPart[][][] _counters;

    private RateKey(string text, RateKeyPart[][][] counters)
    {
        Text = text;
        _counters = counters;
    }

    public string Text { get; }

    public bool Uses(RateKeyPart part) => _counters.Any(c => c.Any(a => a.Contains(part)));

    /// <summary>True when the counters belong to one organization's budget as a whole.</summary>
    public bool IsOfOrganization => _counters is [[[RateKeyPart.Organization], ..]];

    public static bool TryParse(string? text, out RateKey key)
    {
        key = null!;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var valid = true;
        RateKeyPart Part(string name)
        {
            valid &= SnakeCase.TryParse<RateKeyPart>(name.Trim(), out var part);
            return part;
        }

        var counters = text.Split(',').Select(c => c.Split('|').Select(a => a.Split('+').Select(Part).ToArray()).ToArray()).ToArray();
        if (valid)
            key = new RateKey(text.Replace(" ", "", StringComparison.Ordinal), counters);
        return valid;
    }

    /// <summary>The Redis keys of a request, each behind the request's hash tag.</summary>
    /// <exception cref="ArgumentException">The request lacks a part: a limit is never skipped in silence.</exception>
    internal IEnumerable<string> Resolve(string policy, RateRequest request)
    {
        foreach (var alternatives in _counters)
        {
            var parts = alternatives.FirstOrDefault(a => a.All(request.Has))
                ?? throw new ArgumentException($"Policy {policy} counts by {Text}, which the request does not have.", nameof(request));
            yield return KeyOf(request.Tag, policy, string.Join(':', parts.Where(p => p != RateKeyPart.Organization).Select(p => $"{SnakeCase.Of(p)}={request.Value(p)}")));
        }
    }

    /// <summary>The Redis key of a counter, from the request's hash tag and what comes after the policy.</summary>
    internal static string KeyOf(string tag, string policy, string counter) => $"{PrefixOf(tag)}{policy}{(counter.Length == 0 ? "" : ":")}{counter}";

    /// <summary>How all keys behind a hash tag begin.</summary>
    internal static string PrefixOf(string tag) => $"rl:{{{tag}}}:";

    /// <summary>What comes after the policy in a counter's key; empty for the organization's budget as a whole.</summary>
    internal static string CounterOf(string key, string policy)
    {
        var end = key.IndexOf("}:", StringComparison.Ordinal) + 2 + policy.Length;
        return end >= key.Length ? "" : key[(end + 1)..];
    }

    public bool Equals(RateKey? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
