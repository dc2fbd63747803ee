using Admin.Web;

namespace Admin.Tests.Web;

public sealed class AdminUrlsTests
{
    [Theory]
    [InlineData("o/acme", "acme")]
    [InlineData("/o/acme/secrets?q=x", "acme")]
    [InlineData("o/a%20b/console#top", "a b")]
    [InlineData("o", null)]
    [InlineData("", null)]
    [InlineData("account/sessions", null)]
    [InlineData("x/o/acme", null)]
    public void OrganizationOf_Path_NamesTheOrganization(string path, string? expected) =>
        Assert.Equal(expected, AdminUrls.OrganizationOf(path));

    [Theory]
    [InlineData("/o/acme?q=1", "/o/acme?q=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x=1", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Local_ReturnUrl_StaysInTheApplication(string? returnUrl, string expected) =>
        Assert.Equal(expected, AdminUrls.Local(returnUrl));

    [Fact]
    public void With_EmptyFilters_AreLeftOut() =>
        Assert.Equal("/o/acme/secrets?q=a%26b", AdminUrls.With(AdminUrls.Secrets("acme"), ("q", "a&b"), ("kind", ""), ("page", null)));

    [Fact]
    public void SignInAndReturn_Address_IsEscaped() =>
        Assert.Equal("/account/sign-in?returnUrl=%2Fo%2Facme%3Fq%3D1", AdminUrls.SignInAndReturn("/o/acme?q=1"));
}
