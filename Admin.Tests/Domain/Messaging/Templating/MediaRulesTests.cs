using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

public sealed class MediaRulesTests
{
    [Theory]
    [InlineData("image/jpeg", "FFD8FFE0", "image")]
    [InlineData("image/png; charset=binary", "89504E470D0A", "image")]
    [InlineData("application/pdf", "255044462D312E37", "document")]
    [InlineData("video/mp4", "0000001866747970", "video")]
    [InlineData("image/png", "FFD8FFE0", null)]
    [InlineData("text/html", "3C68746D6C3E", null)]
    [InlineData(null, "FFD8FFE0", null)]
    public void KindOf_TypeAndFirstBytes_HaveToAgree(string? type, string hex, string? expected)
    {
        var kind = MediaRules.KindOf(type, Convert.FromHexString(hex));

        Assert.Equal(expected ?? "media_type_refused", kind.Failed ? kind.Error.Code : kind.Value.ToString().ToLowerInvariant());
    }

    [Fact]
    public void KindOf_ImageOverFiveMegabytes_IsTooLarge()
    {
        var bytes = new byte[(5 * 1024 * 1024) + 1];
        Convert.FromHexString("FFD8FFE0").CopyTo(bytes, 0);

        Assert.Equal("media_too_large", MediaRules.KindOf("image/jpeg", bytes).Error!.Code);
    }

    [Fact]
    public void KindOf_NoBytes_IsEmpty() => Assert.Equal("media_empty", MediaRules.KindOf("image/jpeg", []).Error!.Code);
}
