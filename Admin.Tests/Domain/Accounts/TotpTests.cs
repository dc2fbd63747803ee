using Admin.Domain.Accounts;

namespace Admin.Tests.Domain.Accounts;

public sealed class TotpTests
{
    // RFC 6238's test key "12345678901234567890", in base 32.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void CodeAt_VectorsOfRfc6238_Match(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Secret, DateTime.UnixEpoch.AddSeconds(seconds)));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Match_ClockOff_ToleratesOneStep(int seconds, bool matches)
    {
        var now = DateTime.UnixEpoch.AddSeconds(1_000_000_000);

        Assert.Equal(matches, Totp.Match(Secret, Totp.CodeAt(Secret, now.AddSeconds(seconds)), now, 0) is not null);
    }

    [Fact]
    public void Match_StepUsedBefore_IsRefused()
    {
        var now = DateTime.UnixEpoch.AddSeconds(1_000_000_000);
        var step = Totp.Match(Secret, Totp.CodeAt(Secret, now), now, 0)!.Value;

        Assert.Null(Totp.Match(Secret, Totp.CodeAt(Secret, now), now, step));
        Assert.Null(Totp.Match(Secret, Totp.CodeAt(Secret, now.AddSeconds(-30)), now, step));
    }

    [Fact]
    public void NewSecret_Made_IsReadBackByItsCodes()
    {
        var secret = Totp.NewSecret();
        var now = DateTime.UnixEpoch.AddSeconds(1_000_000_000);

        Assert.Equal(32, secret.Length);
        Assert.NotNull(Totp.Match(secret, Totp.CodeAt(secret, now), now, 0));
    }
}
