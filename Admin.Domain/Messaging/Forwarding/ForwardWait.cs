namespace Admin.Domain.Messaging.Forwarding;

/// <summary>How long to wait for the next try, and when to stop trying.</summary>
public static class ForwardWait
{
    /// <summary>As long as WhatsApp itself would repeat.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(7);

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const int MaxDoublings = 9;

    /// <summary>1 s after the first failure, then twice as long each time.</summary>
    /// <param name="failures">In a row, from 1.</param>
    public static TimeSpan After(int failures)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(failures - 1, 0, MaxDoublings)));
        return wait < Longest ? wait : Longest;
    }
}
