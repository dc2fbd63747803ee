using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting;

namespace Admin.Web.Features.RateLimits;

/// <summary>
/// What callers see of a decision: X-RateLimit-Limit, -Remaining and -Reset (epoch seconds) of the policy closest to its end,
/// and RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-11) of all.
/// </summary>
internal static class RateLimitHeaders
{
    private static readonly object Key = new();

    /// <summary>Adds a decision to what the response will say. Written when the response starts, so that an error page keeps them.</summary>
    public static void Add(HttpContext context, RateDecision decision) => Add(context, decision.Policies.Where(p => !p.Shadow));

    /// <summary>For a refusal that a domain service decided and answered as an error.</summary>
    public static void Add(HttpContext context, Error refusal)
    {
        if (refusal.Code != RateErrors.RateLimitedCode)
            return;
        var args = refusal.Args.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
        if (args.TryGetValue("policy", out var policy) && args.TryGetValue("limit", out var limit) && args.TryGetValue("window", out var window))
        {
            var wait = refusal.RetryAfter ?? TimeSpan.FromSeconds(1);
            Add(context, [new RateVerdict((string)policy, false, false, (long)limit, TimeSpan.FromSeconds((long)window), 0, wait, wait)]);
        }
    }

    private static void Add(HttpContext context, IEnumerable<RateVerdict> verdicts)
    {
        if (context.Items[Key] is not List<RateVerdict> known)
        {
            context.Items[Key] = known = [];
            context.Response.OnStarting(() =>
            {
                Write(context, known);
                return Task.CompletedTask;
            });
        }

        known.AddRange(verdicts);
    }

    private static void Write(HttpContext context, List<RateVerdict> verdicts)
    {
        // A policy with several counters speaks with its fullest.
        var shown = verdicts.GroupBy(v => v.Policy, StringComparer.Ordinal).Select(g => g.MinBy(Room)!).ToList();
        if (shown.MinBy(Room) is not { } closest)
            return;
        var headers = context.Response.Headers;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        headers["X-RateLimit-Limit"] = Text(closest.Limit);
        headers["X-RateLimit-Remaining"] = Text(closest.Remaining);
        headers["X-RateLimit-Reset"] = Text((long)Math.Ceiling((now + Reset(closest)).ToUnixTimeMilliseconds() / 1000.0));
        headers["RateLimit"] = string.Join(", ", shown.Select(v => $"\"{v.Policy}\";r={Text(v.Remaining)};t={Text((long)Math.Ceiling(Reset(v).TotalSeconds))}"));
        headers["RateLimit-Policy"] = string.Join(", ", shown.Select(v => $"\"{v.Policy}\";q={Text(v.Limit)};w={Text((long)v.Window.TotalSeconds)}"));
    }

    // A refused counter comes before any that admits.
    private static double Room(RateVerdict verdict) => verdict.Allowed ? (double)verdict.Remaining / verdict.Limit : -1;

    private static TimeSpan Reset(RateVerdict verdict) => verdict.Allowed ? verdict.ResetIn : verdict.RetryIn;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
