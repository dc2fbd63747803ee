using Admin.Domain.Common;

namespace Admin.Domain.Live;

public static class LiveErrors
{
    /// <summary>One answer for a topic nobody offers and for one that belongs to another organization.</summary>
    public static Error TopicNotFound { get; } =
        Error.NotFound("topic_not_found", "There is no such topic. Watch campaign:{id}, campaign-details:{id}, campaigns, rate-limits, visits or notices.");
}
