using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Admin.Domain.Accounts;

/// <summary>Random texts that are handed out once and kept only as SHA-256; 256 bits need no salt.</summary>
internal static class OpaqueToken
{
    private const int Bytes = 32;

    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
