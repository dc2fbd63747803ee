using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>
/// One key's cipher and signature, set up once and used again: setting them up costs as much as a kilobyte's work. Used by one
/// caller at a time; given back by disposing.
/// </summary>
internal sealed class FernetWorker : IDisposable
{
    private readonly ConcurrentBag<FernetWorker> _pool;
    private readonly Aes _aes = Aes.Create();
    private readonly IncrementalHash _hmac;

    private FernetWorker(FernetKey key, ConcurrentBag<FernetWorker> pool)
    {
        _pool = pool;
        _aes.SetKey(key.Encryption);
        _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Signing);
    }

    public static FernetWorker Take(FernetKey key, ConcurrentBag<FernetWorker> pool) => pool.TryTake(out var free) ? free : new FernetWorker(key, pool);

    public void Encrypt(ReadOnlySpan<byte> content, ReadOnlySpan<byte> iv, Span<byte> cipher) => _aes.EncryptCbc(content, iv, cipher);

    /// <exception cref="CryptographicException">The padding is wrong.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> iv) => _aes.DecryptCbc(cipher, iv);

    public void Sign(ReadOnlySpan<byte> content, Span<byte> mac)
    {
        _hmac.AppendData(content);
        _hmac.GetHashAndReset(mac);
    }

    public void Dispose() => _pool.Add(this);
}
