using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>What an <c>Idempotency-Key</c> stands for.</summary>
internal sealed record NamedRequest(string KeyHash, string ContentHash)
{
    public const int KeyMaxLength = 200;

    /// <summary>Null where the caller gave no key.</summary>
    /// <param name="act">What is asked for: one key can be used once for each.</param>
    /// <param name="fields">What else the request says, in a fixed order.</param>
    public static Result<NamedRequest?> Of(Actor actor, OrganizationId organization, string? key, string act, SecretInput value, SecretFingerprints fingerprints, params IEnumerable<string?> fields)
    {
        if (key is null)
            return (NamedRequest?)null;
        if (key.Length is 0 or > KeyMaxLength || key.Any(c => c is < '!' or > '~'))
            return SecretErrors.IdempotencyKeyInvalid;
        var read = value.Read();
        if (read.Failed)
            return read.Error;
        var name = Joined([SecretReader.Of(actor).Id, act, key]);
        return new NamedRequest(
            Convert.ToHexStringLower(SHA256.HashData(name)),
            fingerprints.Of(organization, new SecretValue([.. Joined(fields), .. read.Value.GetBytes().Span], SecretEncoding.Text)));
    }

    // Each with its length in front, so that no two lists read the same.
    private static byte[] Joined(IEnumerable<string?> fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
            text.Append(field?.Length ?? -1).Append(':').Append(field);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
