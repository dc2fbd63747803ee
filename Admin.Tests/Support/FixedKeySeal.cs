using System.Security.Cryptography;
using Admin.Domain.Auditing;

namespace Admin.Tests.Support;

/// <summary>A seal with a key that every test knows.</summary>
internal sealed class FixedKeySeal : IAuditSeal
{
    public string Seal(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(new byte[32], content));
}
