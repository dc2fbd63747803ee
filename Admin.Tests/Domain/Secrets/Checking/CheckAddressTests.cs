using Admin.Domain.Secrets.Checking;

namespace Admin.Tests.Domain.Secrets.Checking;

public sealed class CheckAddressTests
{
    [Theory]
    [InlineData("https://api.example.com/v1/me", false)]
    [InlineData(" https://api.example.com:8443/me?x=1#here ", false)]
    [InlineData("http://localhost:5000/me", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://[::1]/", true)]
    public void Read_AnAddressThatCanBeAsked_IsTaken(string url, bool development) => Assert.Null(CheckAddress.Read(url, null, development).Error);

    [Theory]
    [InlineData("http://api.example.com/", true)]
    [InlineData("http://localhost/", false)]
    [InlineData("http://localhost.example.com/", true)]
    [InlineData("https://user:pass@api.example.com/", false)]
    [InlineData("ftp://api.example.com/", true)]
    [InlineData("file:///etc/passwd", true)]
    [InlineData("//api.example.com", true)]
    [InlineData("api.example.com", true)]
    public void Read_AnyOther_IsRefused(string url, bool development) => Assert.Equal("secret_check_address_invalid", CheckAddress.Read(url, null, development).Error?.Code);

    [Fact]
    public void Read_FarTooLong_IsRefused() =>
        Assert.Equal("secret_check_address_invalid", CheckAddress.Read("https://x/" + new string('a', CheckAddress.UrlMaxLength), null, false).Error?.Code);

    [Theory]
    [InlineData("X-Api-Key", null)]
    [InlineData("", null)]
    [InlineData("Host", "secret_check_header_invalid")]
    [InlineData("content-length", "secret_check_header_invalid")]
    [InlineData("X Key", "secret_check_header_invalid")]
    [InlineData("X:Key", "secret_check_header_invalid")]
    [InlineData("X\r\nHost", "secret_check_header_invalid")]
    public void Read_Headers_AreNamesThatSteerNothing(string header, string? code) => Assert.Equal(code, CheckAddress.Read("https://x/", header, false).Error?.Code);
}
