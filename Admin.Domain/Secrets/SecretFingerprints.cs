using System.Security.Cryptography;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>
/// A keyed hash of values, so that equal ones can be found without being read. Its key comes from the seal's, which lies outside the
/// database: who has only the rows can neither try values nor compare two organizations.
/// </summary>
public sealed class SecretFingerprints(IAuditSeal seal)
{
    // A label that no audit entry can be: those begin with their chain.
    private readonly Lazy<byte[]> _key = new(() => Convert.FromHexString(seal.Seal("admin secrets fingerprint key"u8)));

    /// <summary>HMAC-SHA256 over the organization and the value, lower-case hex.</summary>
    public string Of(OrganizationId organization, SecretValue value)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key.Value);
        hmac.AppendData(organization.Value.ToByteArray(bigEndian: true));
        hmac.AppendData(value.GetBytes().Span);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
