namespace Admin.Domain.RateLimiting;

/// <summary>The policies as they are without configuration.</summary>
internal static class RatePolicyDefaults
{
    private const int Second = 1;
    private const int Minute = 60;
    private const int Hour = 3600;

    public static IReadOnlyDictionary<string, RatePolicyOptions> All { get; } = new Dictionary<string, RatePolicyOptions>(StringComparer.Ordinal)
    {
        [RatePolicyNames.AuthLogin] = Log(5, Minute, "ip,account", "Sign-in attempts, by address and by account."),
        [RatePolicyNames.AuthRegister] = Log(3, Hour, "ip", "Registrations from one address."),
        [RatePolicyNames.AuthRefresh] = Log(10, Minute, "ip", "Refreshed access tokens from one address."),
        [RatePolicyNames.WhatsAppSend] = Counter(100, "organization", "wait", "Messages that an organization sends, over all its numbers."),
        // Half a second's saved up at most: what is admitted together may arrive late together, and WhatsApp's own count has to bear that.
        [RatePolicyNames.WhatsAppNumber] = Bucket(80, Second, "organization+number", "wait", "Messages that one number sends.", burst: 40),
        [RatePolicyNames.CampaignSend] = Bucket(60_000, Minute, "organization+campaign", "wait", "Messages of one campaign that has a speed of its own.", burst: 1000),
        [RatePolicyNames.ChatbotExecute] = Counter(50, "organization", "local", "Chatbot runs."),
        [RatePolicyNames.CampaignStart] = Counter(5, "organization", "local", "Campaigns that people start."),
        [RatePolicyNames.DatabaseQuery] = Counter(30, "organization", "local", "Statements on customer databases."),
        [RatePolicyNames.AiGenerate] = Counter(20, "organization", "local", "Texts that AI writes."),
        [RatePolicyNames.WebhookReceive] = Counter(1000, "organization", "open_with_local_guard", "Signed webhook posts merged at once; more are stored and merged later."),
        [RatePolicyNames.WebhookUnsigned] = Log(60, Minute, "ip", "Wrongly signed webhook posts from one address."),
        [RatePolicyNames.ApiGlobal] = Counter(1000, "organization|ip", "open_with_local_guard", "REST calls, of an organization or else of an address."),
        [RatePolicyNames.ServiceApi] = Counter(6000, "token", "open_with_local_guard", "REST calls of one service token."),
        [RatePolicyNames.SecretReveal] = Log(20, Hour, "person", "Secrets that one person reveals."),
        [RatePolicyNames.QueryRun] = AtOnce(20, 6 * Minute, "organization", "Statements of an organization that run at the same time."),
        [RatePolicyNames.QueryRunPerson] = AtOnce(5, 6 * Minute, "person", "Statements of one person that run at the same time."),
        [RatePolicyNames.ExportRun] = AtOnce(3, 10 * Minute, "organization|person", "Exports that run at the same time."),
        [RatePolicyNames.AiRun] = AtOnce(5, 5 * Minute, "organization", "AI texts that are written at the same time."),
        [RatePolicyNames.SecretCheck] = Counter(30, "organization", "local", "Secrets tried against what they open."),
    };

    private static RatePolicyOptions AtOnce(int limit, int seconds, string key, string description) =>
        new() { Limit = limit, WindowSeconds = seconds, Key = key, Algorithm = "concurrency", OnRedisDown = "local", Description = description };

    private static RatePolicyOptions Log(int limit, int seconds, string key, string description) =>
        new() { Limit = limit, WindowSeconds = seconds, Key = key, Algorithm = "sliding_log", OnRedisDown = "local_strict", Description = description };

    private static RatePolicyOptions Counter(int limit, string key, string onRedisDown, string description) =>
        new() { Limit = limit, WindowSeconds = Minute, Key = key, Algorithm = "sliding_counter", OnRedisDown = onRedisDown, Description = description };

    private static RatePolicyOptions Bucket(int limit, int seconds, string key, string onRedisDown, string description, int? burst = null) =>
        new() { Burst = burst, Limit = limit, WindowSeconds = seconds, Key = key, Algorithm = "token_bucket", OnRedisDown = onRedisDown, Description = description };
}
