using Admin.Web.Features.Shared;

namespace Admin.Web.Components.Shared;

/// <summary>Which words say how far a time is away; none beyond a month, where the date says more.</summary>
internal static class RelativeWords
{
    public static (string? Key, int Count) Of(TimeSpan away)
    {
        var ahead = away > TimeSpan.Zero;
        var distance = away.Duration();
        return distance switch
        {
            { TotalSeconds: < 5 } => (nameof(SharedTexts.JustNow), 0),
            { TotalSeconds: < 60 } => (ahead ? nameof(SharedTexts.InSeconds) : nameof(SharedTexts.SecondsAgo), (int)distance.TotalSeconds),
            { TotalMinutes: < 60 } => (ahead ? nameof(SharedTexts.InMinutes) : nameof(SharedTexts.MinutesAgo), (int)distance.TotalMinutes),
            { TotalHours: < 24 } => (ahead ? nameof(SharedTexts.InHours) : nameof(SharedTexts.HoursAgo), (int)distance.TotalHours),
            { TotalDays: < 30 } => (ahead ? nameof(SharedTexts.InDays) : nameof(SharedTexts.DaysAgo), (int)distance.TotalDays),
            _ => (null, 0),
        };
    }
}
