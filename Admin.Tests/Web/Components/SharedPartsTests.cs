using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Tests.Support;
using Admin.Web.Components.Shared;
using Admin.Web.Features.Shared;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Web.Components;

public sealed class SharedPartsTests
{
    [Theory]
    [InlineData(-2, nameof(SharedTexts.JustNow), 0)]
    [InlineData(-59, nameof(SharedTexts.SecondsAgo), 59)]
    [InlineData(-60, nameof(SharedTexts.MinutesAgo), 1)]
    [InlineData(-3599, nameof(SharedTexts.MinutesAgo), 59)]
    [InlineData(-86399, nameof(SharedTexts.HoursAgo), 23)]
    [InlineData(-86400 * 29, nameof(SharedTexts.DaysAgo), 29)]
    [InlineData(-86400 * 30, null, 0)]
    [InlineData(90, nameof(SharedTexts.InMinutes), 1)]
    [InlineData(7200, nameof(SharedTexts.InHours), 2)]
    public void RelativeWords_Distance_IsSaidInTheLargestUnit(int seconds, string? key, int count) =>
        Assert.Equal((key, count), RelativeWords.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void PersonClock_KnownZone_ConvertsBothWays()
    {
        var clock = new PersonClock(new FakeTimeProvider(Times.Start));
        clock.UseZone("America/Sao_Paulo");

        Assert.Equal(new DateTime(2026, 3, 14, 6, 26, 53), clock.ToLocal(Times.Now));
        Assert.Equal(Times.Now, clock.ToUtc(clock.ToLocal(Times.Now)));
    }

    [Fact]
    public void PersonClock_SkippedHour_IsMovedOn()
    {
        var clock = new PersonClock(new FakeTimeProvider(Times.Start));
        clock.UseZone("Europe/Berlin");

        Assert.Equal(new DateTime(2026, 3, 29, 1, 30, 0), clock.ToUtc(new DateTime(2026, 3, 29, 2, 30, 0)));
    }

    [Fact]
    public void PersonClock_UnknownZone_StaysAtUtc()
    {
        var clock = new PersonClock(new FakeTimeProvider(Times.Start));
        clock.UseZone("Nowhere/Nothing");

        Assert.Equal(TimeZoneInfo.Utc, clock.Zone);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("  ab  ", false)]
    [InlineData("abc", true)]
    public void ReasonField_Text_IsEnoughFromThreeCharacters(string? reason, bool expected) =>
        Assert.Equal(expected, ReasonField.IsEnough(reason));

    [Fact]
    public void StepUpProof_Text_DoesNotShowThePassword() =>
        Assert.DoesNotContain("secret", new StepUpProof("secret", "secret").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Status_Unknown_IsABug() =>
        Assert.Throws<ArgumentException>(() => StatusLook.Of("no_such_status"));

    [Theory]
    [InlineData("en", "Your role does not allow this (secrets.reveal). Ask an admin of the organization.")]
    [InlineData("pt-BR", "O seu papel não permite isto (secrets.reveal). Fale com um administrador da organização.")]
    public void ErrorWords_KnownCode_AreInTheReadersLanguage(string culture, string expected)
    {
        using var here = new InCulture(culture);

        Assert.Equal(expected, Words().Say(AccessErrors.Forbidden("secrets.reveal")));
    }

    [Fact]
    public void ErrorWords_UnknownCode_FallsBackToItsSentence() =>
        Assert.Equal("An own sentence.", Words().Say(Error.Invalid("no_such_code_anywhere", "An own sentence.")));

    private static ErrorWords Words() => new(Localizers.Factory);
}
