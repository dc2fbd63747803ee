using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>A message id as the API writes it: unguessable, and it holds the place in the ledger, so that no index is needed.</summary>
internal static class Wamid
{
    private const string Prefix = "wamid.";
    private const int RandomBytes = 16;
    private const int Bytes = RandomBytes + sizeof(long);

    public static string Of(long sequence)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes[..RandomBytes]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[RandomBytes..], sequence);
        return Prefix + Convert.ToBase64String(bytes);
    }

    public static bool TryRead(string? wamid, out long sequence)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        sequence = 0;
        if (wamid is null || !wamid.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(wamid[Prefix.Length..], bytes, out var written) || written != Bytes)
            return false;
        sequence = BinaryPrimitives.ReadInt64BigEndian(bytes[RandomBytes..]);
        return true;
    }
}
