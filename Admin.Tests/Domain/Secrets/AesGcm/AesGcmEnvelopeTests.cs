using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.AesGcm;

namespace Admin.Tests.Domain.Secrets.AesGcm;

public sealed class AesGcmEnvelopeTests
{
    private static readonly AesGcmKey Key = AesGcmKey.Generate();
    private static readonly SecretContext Context = new(OrganizationId.New(), SecretId.New(), 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1024 * 1024)]
    public void TryOpen_OwnEnvelope_GivesTheContent(int length)
    {
        var content = new byte[length];
        Random.Shared.NextBytes(content);

        Assert.True(AesGcmEnvelope.TryOpen(Key, AesGcmEnvelope.Seal(Key, content, Context), Context, out var opened));
        Assert.Equal(content, opened);
    }

    [Fact]
    public void Seal_TheSameTwice_SharesNothing()
    {
        var one = AesGcmEnvelope.Seal(Key, "same"u8, Context);
        var two = AesGcmEnvelope.Seal(Key, "same"u8, Context);

        Assert.NotEqual(one[1..61], two[1..61]);
        Assert.NotEqual(one[61..], two[61..]);
    }

    [Fact]
    public void TryOpen_AnyBitChanged_StaysClosed()
    {
        var envelope = AesGcmEnvelope.Seal(Key, "content"u8, Context);

        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            var changed = envelope.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(AesGcmEnvelope.TryOpen(Key, changed, Context, out _), $"bit {bit}");
        }
    }

    [Fact]
    public void TryOpen_CutOff_StaysClosed()
    {
        var envelope = AesGcmEnvelope.Seal(Key, "content"u8, Context);

        Assert.All(Enumerable.Range(0, envelope.Length), length => Assert.False(AesGcmEnvelope.TryOpen(Key, envelope.AsSpan(0, length), Context, out _)));
    }

    [Fact]
    public void TryOpen_AnotherContextOrKey_StaysClosed()
    {
        var envelope = AesGcmEnvelope.Seal(Key, "content"u8, Context);

        Assert.False(AesGcmEnvelope.TryOpen(Key, envelope, Context with { Version = 2 }, out _));
        Assert.False(AesGcmEnvelope.TryOpen(Key, envelope, Context with { Secret = SecretId.New() }, out _));
        Assert.False(AesGcmEnvelope.TryOpen(Key, envelope, Context with { Organization = OrganizationId.New() }, out _));
        Assert.False(AesGcmEnvelope.TryOpen(AesGcmKey.Generate(), envelope, Context, out _));
    }

    [Fact]
    public void TryOpen_AnotherEnvelopesDataKey_StaysClosed()
    {
        var one = AesGcmEnvelope.Seal(Key, "one"u8, Context);
        var two = AesGcmEnvelope.Seal(Key, "two"u8, Context);

        Assert.False(AesGcmEnvelope.TryOpen(Key, [.. one[..61], .. two[61..]], Context, out _));
    }

    // Test case 14 of the GCM specification (McGrew and Viega): all zeros under a 256-bit key.
    [Fact]
    public void Box_KnownAnswer_Opens()
    {
        var box = Convert.FromHexString("000000000000000000000000" + "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919");

        Assert.True(AesGcmBox.TryOpen(new byte[32], box, [], out var content));
        Assert.Equal(new byte[16], content);
    }

    [Fact]
    public void Key_OfTheSameBytesAsFernets_HasAnotherId()
    {
        Assert.True(Admin.Domain.Secrets.Fernet.FernetKey.TryParse(Key.Export(), out var fernet));

        Assert.NotEqual(Key.Id, fernet.Id);
        Assert.DoesNotContain(Key.Export(), $"{Key}", StringComparison.Ordinal);
    }
}
