using System.Globalization;
using System.Text;
using Admin.Domain.Secrets.Fernet;

namespace Admin.Tests.Domain.Secrets.Fernet;

/// <summary>The specification's own vectors (generate, verify, invalid), and what they leave out.</summary>
public sealed class FernetTokenTests
{
    private const string Secret = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private const string Token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string, string> Invalid { get; } = new()
    {
        { "incorrect mac", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==", "1985-10-26T01:20:01-07:00" },
        { "too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==", "1985-10-26T01:20:01-07:00" },
        { "invalid base64", "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==", "1985-10-26T01:20:01-07:00" },
        { "payload size not multiple of block size", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm", "1985-10-26T01:20:01-07:00" },
        { "payload padding error", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==", "1985-10-26T01:20:01-07:00" },
        { "far-future TS (unacceptable clock skew)", "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==", "1985-10-26T01:20:01-07:00" },
        { "expired TTL", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==", "1985-10-26T01:21:31-07:00" },
        { "incorrect IV (causes padding error)", "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==", "1985-10-26T01:20:01-07:00" },
    };

    private static FernetKey Key => FernetKey.TryParse(Secret, out var key) ? key : throw new InvalidOperationException("The vectors' key does not parse.");

    [Fact]
    public void Encrypt_ByManyAtOnce_GivesTokensThatReadBackAndShareNoIv()
    {
        var key = Key;
        var tokens = new string[2000];

        Parallel.For(0, tokens.Length, i => tokens[i] = FernetToken.Encrypt(key, BitConverter.GetBytes(i), DateTimeOffset.UnixEpoch));

        Parallel.For(0, tokens.Length, i =>
        {
            Assert.True(FernetToken.TryDecrypt(key, tokens[i], out var content));
            Assert.Equal(i, BitConverter.ToInt32(content));
        });
        // Version and time take the first nine bytes, which are the first twelve characters; the next twenty are the IV's.
        Assert.Equal(tokens.Length, tokens.Select(t => t[12..32]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Encrypt_GenerateVector_GivesItsToken()
    {
        byte[] iv = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

        var token = FernetToken.Encrypt(Key, "hello"u8, At("1985-10-26T01:20:00-07:00"), iv);

        Assert.Equal(Token, token);
    }

    [Fact]
    public void TryDecrypt_VerifyVector_GivesItsContent()
    {
        Assert.True(FernetToken.TryDecrypt(Key, Token, out var content, Ttl, At("1985-10-26T01:20:01-07:00")));
        Assert.Equal("hello", Encoding.UTF8.GetString(content));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void TryDecrypt_InvalidVector_GivesNothing(string why, string token, string now)
    {
        Assert.False(FernetToken.TryDecrypt(Key, token, out var content, Ttl, At(now)), why);
        Assert.Null(content);
    }

    [Theory]
    [InlineData("gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==")]
    [InlineData("gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==")]
    public void TryDecrypt_WithoutMaxAge_ReadsTokensOfAnyTime(string token)
    {
        Assert.True(FernetToken.TryDecrypt(Key, token, out var content));
        Assert.Empty(content);
    }

    [Fact]
    public void TryDecrypt_AnyCharacterChanged_GivesNothing()
    {
        for (var i = 0; i < Token.Length; i++)
        {
            foreach (var other in "A_z9= ")
            {
                if (Token[i] == other)
                    continue;
                var changed = Token[..i] + other + Token[(i + 1)..];
                Assert.False(FernetToken.TryDecrypt(Key, changed, out _), $"position {i}, '{other}'");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1024 * 1024)]
    public void TryDecrypt_OwnToken_GivesTheContent(int length)
    {
        var given = new byte[length];
        Random.Shared.NextBytes(given);
        var key = FernetKey.Generate();

        var token = FernetToken.Encrypt(key, given, Support.Times.Start);

        Assert.True(FernetToken.TryDecrypt(key, token, out var content));
        Assert.Equal(given, content);
    }

    [Fact]
    public void TryDecrypt_AnotherKey_GivesNothing() => Assert.False(FernetToken.TryDecrypt(FernetKey.Generate(), Token, out _));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
