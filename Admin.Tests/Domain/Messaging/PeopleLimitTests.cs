using Admin.Domain.Messaging;

namespace Admin.Tests.Domain.Messaging;

public sealed class PeopleLimitTests
{
    [Theory]
    [InlineData("TIER_50", 50)]
    [InlineData("TIER_250", 250)]
    [InlineData("TIER_1K", 1000)]
    [InlineData("TIER_2K", 2000)]
    [InlineData("TIER_10K", 10_000)]
    [InlineData("tier_100k", 100_000)]
    [InlineData("250", 250)]
    [InlineData("TIER_UNLIMITED", null)]
    [InlineData("UNLIMITED", null)]
    [InlineData("-1", null)]
    [InlineData("TIER_", null)]
    [InlineData("TIER_99999999999K", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_WhatsAppsWords_GivesPeople(string? words, int? people) => Assert.Equal(people, PeopleLimit.Of(words));
}
