using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Admin.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Admin.Web.Composition;

/// <summary>Opaque access tokens: person, session and expiry, encrypted and signed by data protection. They say nothing about rights.</summary>
internal sealed class AccessTokens(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string Prefix = "adm_at_";
    private const int GuidLength = 16;
    private const int Length = GuidLength + GuidLength + sizeof(long);

    private readonly IDataProtector _protector = protection.CreateProtector("Admin.Accounts.AccessToken.v1");

    public string Issue(PersonId person, SessionId session)
    {
        var content = new byte[Length];
        person.Value.TryWriteBytes(content);
        session.Value.TryWriteBytes(content.AsSpan(GuidLength));
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(GuidLength + GuidLength), (time.GetUtcNow() + Lifetime).UtcTicks);
        return Prefix + Base64Url.EncodeToString(_protector.Protect(content));
    }

    /// <summary>Whom the token names; null when it is foreign, damaged or expired.</summary>
    public (PersonId Person, SessionId Session)? Read(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(token.AsSpan(Prefix.Length)) || Unprotect(token) is not { Length: Length } content)
            return null;
        var expires = BinaryPrimitives.ReadInt64BigEndian(content.AsSpan(GuidLength + GuidLength));
        if (time.GetUtcNow().UtcTicks >= expires)
            return null;
        return (new PersonId(new Guid(content.AsSpan(0, GuidLength))), new SessionId(new Guid(content.AsSpan(GuidLength, GuidLength))));
    }

    private byte[]? Unprotect(string token)
    {
        try
        {
            return _protector.Unprotect(Base64Url.DecodeFromChars(token.AsSpan(Prefix.Length)));
        }
        catch (CryptographicException)
        {
            return null; // Anybody can send anything as a token; that is no incident.
        }
    }
}
