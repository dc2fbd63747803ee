using System.Security.Cryptography;
using Admin.Domain.Auditing;

namespace Admin.Infrastructure.Auditing;

/// <summary>Seals with the key that <see cref="AuditKey"/> found at start.</summary>
internal sealed class AuditSeal(AuditKey key) : IAuditSeal
{
    public string Seal(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, content));
}
