using System.Text;
using Admin.Domain.Messaging;

namespace Admin.Tests.Domain.Messaging;

public sealed class WebhookSignatureTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"name":"S\u00e3o"}""");

    [Fact]
    public void Verify_OwnSignature_Holds() =>
        Assert.True(WebhookSignature.Verify(Body, WebhookSignature.Sign(Body, "secret"), "secret"));

    [Fact]
    public void Sign_KnownVector_IsHmacSha256() => Assert.Equal(
        // The well-known example of HMAC-SHA256 with the key "key".
        "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8",
        WebhookSignature.Sign("The quick brown fox jumps over the lazy dog"u8, "key"));

    [Fact]
    public void Verify_UpperCaseHex_Holds() =>
        Assert.True(WebhookSignature.Verify(Body, "sha256=" + WebhookSignature.Sign(Body, "secret")[7..].ToUpperInvariant(), "secret"));

    [Fact]
    public void Verify_OneByteChanged_Fails()
    {
        var changed = Body.ToArray();
        changed[^1] ^= 1;

        Assert.False(WebhookSignature.Verify(changed, WebhookSignature.Sign(Body, "secret"), "secret"));
    }

    [Fact]
    public void Verify_EmptySecret_FailsEvenWithItsOwnSignature() =>
        Assert.False(WebhookSignature.Verify(Body, WebhookSignature.Sign(Body, ""), ""));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha256=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    public void Verify_MalformedOrWrongHeader_Fails(string? header) =>
        Assert.False(WebhookSignature.Verify(Body, header, "secret"));
}
