using Admin.Domain.Organizations;

namespace Admin.Tests.Domain.Organizations;

public sealed class SlugsTests
{
    [Theory]
    [InlineData("Acme", "acme")]
    [InlineData("  Café do Zé -- Filial 2!", "cafe-do-ze-filial-2")]
    [InlineData("日本", "organization")]
    [InlineData("../../etc", "etc")]
    public void Of_Name_IsPlainAscii(string name, string slug) => Assert.Equal(slug, Slugs.Of(name));

    [Fact]
    public void Of_LongName_LeavesRoomForANumber() =>
        Assert.True(Slugs.Of(new string('a', Organization.NameMaxLength)).Length + "-99999".Length <= Organization.SlugMaxLength);

    [Fact]
    public void FreeAmong_Taken_CountsOn() =>
        Assert.Equal("acme-3", Slugs.FreeAmong(new HashSet<string> { "acme", "acme-2", "acme-x" }, "acme"));
}
