using System.Security.Cryptography;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.AesGcm;

namespace Admin.Tests.Domain.Secrets.AesGcm;

public sealed class DataKeyEnvelopeTests
{
    private static readonly byte[] DataKey = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] Wrapped = RandomNumberGenerator.GetBytes(184);
    private static readonly SecretContext Context = new(OrganizationId.New(), SecretId.New(), 1);

    [Fact]
    public void Seal_WrappedKey_StandsInFrontWithItsLength()
    {
        var envelope = DataKeyEnvelope.Seal(DataKey, Wrapped, "content"u8, Context);

        Assert.Equal([2, 0, 184, .. Wrapped], envelope[..187]);
        Assert.True(DataKeyEnvelope.TryReadWrappedKey(envelope, out var read));
        Assert.Equal(Wrapped, read);
        Assert.True(DataKeyEnvelope.TryOpen(DataKey, envelope, Context, out var content));
        Assert.Equal("content"u8.ToArray(), content);
    }

    [Fact]
    public void TryOpen_AnotherContextOrKey_StaysClosed()
    {
        var envelope = DataKeyEnvelope.Seal(DataKey, Wrapped, "content"u8, Context);

        Assert.False(DataKeyEnvelope.TryOpen(DataKey, envelope, Context with { Version = 2 }, out _));
        Assert.False(DataKeyEnvelope.TryOpen(new byte[32], envelope, Context, out _));
    }

    [Fact]
    public void TryReadWrappedKey_NotAnEnvelope_SaysNo()
    {
        var envelope = DataKeyEnvelope.Seal(DataKey, Wrapped, [], Context);

        Assert.All(Enumerable.Range(0, 187), length => Assert.False(DataKeyEnvelope.TryReadWrappedKey(envelope.AsSpan(0, length), out _)));
        Assert.False(DataKeyEnvelope.TryReadWrappedKey([1, .. envelope[1..]], out _));
        Assert.False(DataKeyEnvelope.TryReadWrappedKey([2, 0, 0, .. envelope[3..]], out _));
    }
}
