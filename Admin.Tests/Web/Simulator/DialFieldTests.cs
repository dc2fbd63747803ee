using Admin.Domain.Messaging.Simulating;
using Admin.Web.Features.Simulator;

namespace Admin.Tests.Web.Simulator;

public sealed class DialFieldTests
{
    /// <summary>They have a field of another kind, or a button.</summary>
    private static readonly string[] NoNumbers = [nameof(SimulatorDials.Outage), nameof(SimulatorDials.PairLimit), nameof(SimulatorDials.PortfolioReaction)];

    [Fact]
    public void Fields_AndOtherInputs_CoverEveryDial()
    {
        var dials = typeof(SimulatorDials).GetProperties().Where(p => p.CanWrite).Select(p => p.Name);

        Assert.Equal(dials.Order(StringComparer.Ordinal), DialField.All.Select(f => f.Name).Concat(NoNumbers).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fields_SetAndGet_TheDialTheyAreNamedAfter() => Assert.All(DialField.All, field =>
    {
        var dials = new SimulatorDials();
        var other = field.Get(dials) + 1;

        field.Set(dials, other);

        Assert.Equal(other, field.Get(dials));
        Assert.Equal([field.Name], dials.Differing(new SimulatorDials()));
    });

    [Fact]
    public void Weather_OfAnyKind_LiesWithinTheRanges() =>
        Assert.All([Weather.Calm(), Weather.Rough(), Weather.Gone()], dials => Assert.Empty(dials.Faults()));
}
