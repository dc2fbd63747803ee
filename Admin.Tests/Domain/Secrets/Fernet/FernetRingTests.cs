using Admin.Domain.Secrets.Fernet;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Secrets.Fernet;

public sealed class FernetRingTests
{
    private readonly FernetKey _new = FernetKey.Generate();
    private readonly FernetKey _old = FernetKey.Generate();

    [Fact]
    public void Encrypt_SeveralKeys_UsesTheFirst()
    {
        var token = new FernetRing([_new, _old]).Encrypt("x"u8, Times.Start);

        Assert.True(FernetToken.TryDecrypt(_new, token, out _));
        Assert.False(FernetToken.TryDecrypt(_old, token, out _));
    }

    [Fact]
    public void TryDecrypt_TokenOfAnOlderKey_GivesItsContent()
    {
        var token = FernetToken.Encrypt(_old, "x"u8, Times.Start);

        Assert.True(new FernetRing([_new, _old]).TryDecrypt(token, out var content));
        Assert.Equal("x"u8, content);
    }

    [Fact]
    public void TryDecrypt_TokenOfNoKeyOfTheRing_GivesNothing() =>
        Assert.False(new FernetRing([_new]).TryDecrypt(FernetToken.Encrypt(_old, "x"u8, Times.Start), out _));

    [Fact]
    public void Id_OfAKey_IsStableAndSaysNothingOfIt()
    {
        Assert.True(FernetKey.TryParse(_new.Export(), out var same));

        Assert.Equal(_new.Id, same.Id);
        Assert.NotEqual(_new.Id, _old.Id);
        Assert.DoesNotContain(_new.Id, Convert.ToHexStringLower(System.Buffers.Text.Base64Url.DecodeFromChars(_new.Export())));
        Assert.DoesNotContain(_new.Export(), _new.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=AAAA")]
    [InlineData("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSb")]
    [InlineData("cw+0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=")]
    public void TryParse_NoWholeKey_IsRefused(string text) => Assert.False(FernetKey.TryParse(text, out _));
}
