namespace Admin.Domain.Secrets;

/// <summary>When a secret's expiry is told ahead.</summary>
internal static class ReminderSteps
{
    /// <summary>Days before, the nearest first.</summary>
    public static IReadOnlyList<int> Days { get; } = [1, 7, 30];

    /// <summary>
    /// The nearest step that is reached, so that what comes late (a secret made with five days left, a sweep after a standstill)
    /// is told once and not step by step. Null while there is more time, and when there is none.
    /// </summary>
    public static int? Reached(DateTime expiresAt, DateTime now)
    {
        var left = expiresAt - now;
        if (left <= TimeSpan.Zero || left > TimeSpan.FromDays(Days[^1]))
            return null;
        return Days.First(days => left <= TimeSpan.FromDays(days));
    }
}
