using System.Security.Cryptography;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>Random initialization vectors, drawn from the system in batches: each draw costs more than sixteen bytes' worth.</summary>
internal static class FreshIv
{
    private const int Batch = 64;

    [ThreadStatic]
    private static byte[]? _drawn;

    [ThreadStatic]
    private static int _used;

    /// <summary>Never the same bytes twice: what was handed out is wiped here.</summary>
    public static void Fill(Span<byte> iv)
    {
        if (_drawn is null || _used == Batch)
        {
            _drawn ??= new byte[Batch * FernetToken.IvLength];
            RandomNumberGenerator.Fill(_drawn);
            _used = 0;
        }

        var next = _drawn.AsSpan(_used++ * FernetToken.IvLength, FernetToken.IvLength);
        next.CopyTo(iv);
        next.Clear();
    }
}
