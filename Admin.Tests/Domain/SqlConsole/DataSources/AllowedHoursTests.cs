using System.Globalization;
using Admin.Domain.SqlConsole.DataSources;

namespace Admin.Tests.Domain.SqlConsole.DataSources;

public sealed class AllowedHoursTests
{
    private static readonly AllowedHours Office = new([DayOfWeek.Monday, DayOfWeek.Friday], new TimeOnly(8, 0), new TimeOnly(18, 0), "America/Sao_Paulo");
    private static readonly AllowedHours Night = new([DayOfWeek.Friday], new TimeOnly(22, 0), new TimeOnly(6, 0), "UTC");

    [Theory]
    [InlineData("2026-11-27T11:00:00Z", true)]
    [InlineData("2026-11-27T10:59:00Z", false)]
    [InlineData("2026-11-27T20:59:00Z", true)]
    [InlineData("2026-11-27T21:00:00Z", false)]
    [InlineData("2026-11-26T12:00:00Z", false)]
    public void Contains_OfficeHours_CountInTheirOwnZone(string moment, bool expected) => Assert.Equal(expected, Office.Contains(At(moment)));

    [Theory]
    [InlineData("2026-11-27T22:00:00Z", true)]
    [InlineData("2026-11-28T05:59:00Z", true)]
    [InlineData("2026-11-28T06:00:00Z", false)]
    [InlineData("2026-11-28T22:30:00Z", false)]
    [InlineData("2026-11-27T05:00:00Z", false)]
    public void Contains_OverMidnight_BelongsToTheDayItBegins(string moment, bool expected) => Assert.Equal(expected, Night.Contains(At(moment)));

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame() => Assert.Equal(Office, AllowedHours.Parse(Office.ToString()));

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
