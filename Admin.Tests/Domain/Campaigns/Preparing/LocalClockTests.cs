using System.Globalization;
using Admin.Domain.Campaigns.Preparing;

namespace Admin.Tests.Domain.Campaigns.Preparing;

/// <summary>Wall clocks in hours that are skipped or come twice: Brazil's last summer time at midnight, New York's, Lord Howe's half hour.</summary>
public sealed class LocalClockTests
{
    [Theory]
    [InlineData("America/Sao_Paulo", "2026-03-14 09:00", "2026-03-14 12:00")]
    [InlineData("America/Manaus", "2026-03-14 09:00", "2026-03-14 13:00")]
    // Skipped: midnight to one on 4 November 2018.
    [InlineData("America/Sao_Paulo", "2018-11-04 00:30", "2018-11-04 03:00")]
    // Twice: 23:00 to midnight on 17 February 2018.
    [InlineData("America/Sao_Paulo", "2018-02-17 23:30", "2018-02-18 01:30", "2018-02-18 02:30")]
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08 07:00")]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30", "2026-11-01 06:30")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30")]
    public void Instants_OfAReading_AreThoseAtWhichTheClockShowsItOrJumpsOverIt(string zone, string reading, params string[] instants) =>
        Assert.Equal(instants.Select(At), LocalClock.Instants(LocalClock.Find(zone)!, At(reading)));

    [Fact]
    public void Meant_SkippedTime_IsRefusedWithTheNextOne()
    {
        var meant = LocalClock.Meant(LocalClock.Find("America/New_York")!, At("2026-03-08 02:30"), second: null);

        Assert.Equal("schedule_skipped", meant.Error!.Code);
        Assert.Contains("2026-03-08 03:00", meant.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "schedule_doubled")]
    [InlineData(false, "2026-11-01 05:30")]
    [InlineData(true, "2026-11-01 06:30")]
    public void Meant_TimeThatComesTwice_IsAskedAbout(bool? second, string expected)
    {
        var meant = LocalClock.Meant(LocalClock.Find("America/New_York")!, At("2026-11-01 01:30"), second);

        Assert.Equal(expected, meant.Error?.Code ?? meant.Value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("")]
    [InlineData(null)]
    public void Find_NoZone_IsNull(string? name) => Assert.Null(LocalClock.Find(name));

    private static DateTime At(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
