using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>A key of Fernet: the first half signs, the second half encrypts.</summary>
public sealed class FernetKey : MasterKey
{
    private const int HalfLength = Length / 2;

    private readonly ConcurrentBag<FernetWorker> _workers = [];

    private FernetKey(byte[] bytes)
        : base(bytes, SecretProviders.Fernet)
    {
    }

    internal ReadOnlySpan<byte> Signing => Bytes[..HalfLength];

    internal ReadOnlySpan<byte> Encryption => Bytes[HalfLength..];

    internal FernetWorker Worker() => FernetWorker.Take(this, _workers);

    public static FernetKey Generate() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads base64url text of 32 bytes, with its padding or without.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FernetKey? key)
    {
        key = TryRead(text, out var bytes) ? new FernetKey(bytes) : null;
        return key is not null;
    }
}
