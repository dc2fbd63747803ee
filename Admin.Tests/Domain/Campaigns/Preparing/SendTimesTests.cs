using System.Globalization;
using Admin.Domain.Campaigns.Preparing;

namespace Admin.Tests.Domain.Campaigns.Preparing;

public sealed class SendTimesTests
{
    [Theory]
    // 14 March 2026 is a Saturday.
    [InlineData("08:00", "20:00", "", "", "America/Sao_Paulo", "2026-03-14 15:00", "2026-03-14 15:00")]
    [InlineData("08:00", "20:00", "", "", "America/Sao_Paulo", "2026-03-14 10:59", "2026-03-14 11:00")]
    [InlineData("08:00", "20:00", "", "", "America/Sao_Paulo", "2026-03-14 23:00", "2026-03-15 11:00")]
    [InlineData("08:00", "20:00", "", "", "America/Manaus", "2026-03-14 23:00", "2026-03-14 23:00")]
    [InlineData("08:00", "00:00", "", "", "America/Sao_Paulo", "2026-03-15 02:59", "2026-03-15 02:59")]
    [InlineData("08:00", "20:00", "Saturday,Sunday", "", "America/Sao_Paulo", "2026-03-14 15:00", "2026-03-16 11:00")]
    [InlineData("00:00", "00:00", "Sunday", "", "America/Sao_Paulo", "2026-03-15 15:00", "2026-03-16 03:00")]
    [InlineData("08:00", "20:00", "Saturday,Sunday", "2026-03-16,2026-03-17", "America/Sao_Paulo", "2026-03-14 15:00", "2026-03-18 11:00")]
    // Begins in the skipped hour of 4 November 2018: when the clock jumps to one.
    [InlineData("00:30", "20:00", "", "", "America/Sao_Paulo", "2018-11-04 01:00", "2018-11-04 03:00")]
    // All of the window is skipped: the next day.
    [InlineData("00:10", "00:50", "", "", "America/Sao_Paulo", "2018-11-04 02:30", "2018-11-05 02:10")]
    // Begins in the hour that comes twice: the first time, and again the second time.
    [InlineData("23:30", "00:00", "", "", "America/Sao_Paulo", "2018-02-18 01:00", "2018-02-18 01:30")]
    [InlineData("23:30", "00:00", "", "", "America/Sao_Paulo", "2018-02-18 02:10", "2018-02-18 02:30")]
    // Set back at midnight, yesterday is shown again.
    [InlineData("08:00", "00:00", "Sunday", "", "America/Sao_Paulo", "2018-02-18 02:30", "2018-02-18 02:30")]
    [InlineData("01:30", "12:00", "", "", "America/New_York", "2026-11-01 06:10", "2026-11-01 06:30")]
    public void NextOpening_FromAMoment_IsTheFirstWithinTheHours(string from, string until, string days, string dates, string zone, string now, string opening)
    {
        var times = Of(from, until, days, dates);

        var next = times.NextOpening(LocalClock.Find(zone)!, At(now));

        Assert.Equal(At(opening), next);
        Assert.True(times.IsOpen(LocalClock.Find(zone)!, next));
    }

    [Theory]
    [InlineData("America/Sao_Paulo", 2018)]
    [InlineData("America/New_York", 2026)]
    [InlineData("Australia/Lord_Howe", 2026)]
    [InlineData("Asia/Kathmandu", 2026)]
    public void NextOpening_EveryTwentyMinutesOfAYear_IsOpenAndNotBefore(string name, int year)
    {
        var (times, zone) = (Of("07:10", "21:40", "Sunday", ""), LocalClock.Find(name)!);
        for (var now = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc); now.Year == year; now = now.AddMinutes(20))
        {
            var next = times.NextOpening(zone, now);

            Assert.True(next >= now && times.IsOpen(zone, next) && next <= times.LatestOpening(now), $"{now:O} in {name} gave {next:O}");
        }
    }

    [Fact]
    public void LatestOpening_OfAnyZone_IsNotBeforeItsOpening()
    {
        var times = Of("08:00", "20:00", "Saturday,Sunday", "2026-03-16");
        foreach (var zone in new[] { "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Rio_Branco", "Asia/Kathmandu" })
        {
            for (var now = At("2026-03-12 00:10"); now < At("2026-03-20 00:00"); now = now.AddHours(1))
                Assert.True(times.NextOpening(LocalClock.Find(zone)!, now) <= times.LatestOpening(now));
        }
    }

    [Theory]
    [InlineData("America/Sao_Paulo", "08:00", "20:00", "", null)]
    [InlineData("America/Sao_Paulo", "08:00", "00:00", "", null)]
    [InlineData("Nowhere/Land", "08:00", "20:00", "", "time_zone_unknown")]
    [InlineData("America/Sao_Paulo", "20:00", "08:00", "", "send_window_invalid")]
    [InlineData("America/Sao_Paulo", "08:00", "08:00", "", "send_window_invalid")]
    [InlineData("America/Sao_Paulo", "08:00", "20:00", "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday", "no_send_day_left")]
    public void Faults_OfTimes_AreNamed(string zone, string from, string until, string days, string? code) =>
        Assert.Equal(code, (Of(from, until, days, "") with { Zone = zone }).Faults().Select(f => f.Code).FirstOrDefault());

    [Fact]
    public void Text_OfTimes_ReadsBackTheSame()
    {
        var times = Of("08:00", "20:00", "Saturday,Sunday", "2026-12-25") with { OfRecipient = true };

        Assert.Equal(times, SendTimes.Parse(times.ToString()));
        Assert.False(SendTimes.Parse(times.ToString()).IsAlways);
    }

    [Fact]
    public void Holidays_OfAYear_AreTheNationalOnes() =>
        Assert.Equal("01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25", string.Join(' ', BrazilianHolidays.Of(2026).Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData(2024, "03-29")]
    [InlineData(2025, "04-18")]
    [InlineData(2027, "03-26")]
    [InlineData(2038, "04-23")]
    public void Holidays_GoodFriday_MovesWithEaster(int year, string day) =>
        Assert.Contains(day, BrazilianHolidays.Of(year).Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture)));

    [Fact]
    public void Holidays_FromADay_AreThoseOfTwelveMonths()
    {
        var days = BrazilianHolidays.From(new DateOnly(2026, 11, 20));

        Assert.Equal(new DateOnly(2026, 11, 20), days[0]);
        Assert.Equal(10, days.Count);
    }

    internal static SendTimes Of(string from, string until, string days, string dates) => new(
        "America/Sao_Paulo",
        TimeOnly.Parse(from, CultureInfo.InvariantCulture),
        TimeOnly.Parse(until, CultureInfo.InvariantCulture),
        false,
        [.. days.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayOfWeek>)],
        [.. dates.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(d => DateOnly.Parse(d, CultureInfo.InvariantCulture))]);

    private static DateTime At(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
