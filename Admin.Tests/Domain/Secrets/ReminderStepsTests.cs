using Admin.Domain.Secrets;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Secrets;

public sealed class ReminderStepsTests
{
    [Theory]
    [InlineData(30.01, null)]
    [InlineData(30, 30)]
    [InlineData(7.01, 30)]
    [InlineData(7, 7)]
    [InlineData(5, 7)]
    [InlineData(1.01, 7)]
    [InlineData(1, 1)]
    [InlineData(0.001, 1)]
    [InlineData(0, null)]
    [InlineData(-3, null)]
    public void Reached_DaysLeft_IsTheNearestStep(double daysLeft, int? expected) =>
        Assert.Equal(expected, ReminderSteps.Reached(Times.Now.AddDays(daysLeft), Times.Now));
}
