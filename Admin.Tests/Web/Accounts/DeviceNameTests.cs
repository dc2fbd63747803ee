using Admin.Web.Features.Accounts;

namespace Admin.Tests.Web.Accounts;

public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", "Chrome, Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0", "Firefox, Android")]
    [InlineData("curl/8.14.1", "curl/8.14.1")]
    [InlineData(null, null)]
    public void Of_UserAgent_NamesBrowserAndSystemOrLeavesIt(string? userAgent, string? expected) =>
        Assert.Equal(expected, DeviceName.Of(userAgent));
}
