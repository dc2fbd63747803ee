using System.Globalization;
using Admin.Domain.Campaigns.Preparing;

namespace Admin.Tests.Domain.Campaigns.Preparing;

public sealed class SendPlanTests
{
    [Theory]
    [InlineData(null, null, null, 36_000, "2026-03-14 22:00")]
    // Twelve hours of sending, of which eleven fit into the day.
    [InlineData("08:00", "20:00", null, 43_200, "2026-03-15 12:00")]
    [InlineData("08:00", "20:00", null, 3_600, "2026-03-14 13:00")]
    // 1,000 a day: three whole days, then the rest.
    [InlineData("08:00", "20:00", 1_000, 3_600, "2026-03-17 11:10")]
    [InlineData("00:00", "00:00", 1_000, 1_600, "2026-03-15 03:10")]
    public void EndOf_Messages_GoesByHoursAndCap(string? from, string? until, int? cap, int messages, string end)
    {
        var times = from is null ? null : SendTimesTests.Of(from, until!, "", "");

        Assert.Equal(At(end), SendPlan.EndOf(At("2026-03-14 12:00"), messages, 1, times, cap));
    }

    [Fact]
    public void EndOf_SlowerThanItsWindow_EndsAllTheSame() =>
        Assert.True(SendPlan.EndOf(At("2026-03-14 12:00"), 5, 0.001, SendTimesTests.Of("08:00", "08:10", "", ""), null) > At("2026-03-14 12:00"));

    private static DateTime At(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
