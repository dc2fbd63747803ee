using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Admin.Infrastructure.SqlConsole.Keeping;

/// <summary>Seals kept results piece by piece, each to its key and its place, so that none can be read or put elsewhere.</summary>
internal sealed class ResultSeal(IDataProtectionProvider protection)
{
    private const string Purpose = "Admin.SqlConsole.Results.v1";

    public byte[] Seal(string key, int place, byte[] bytes) => Protector(key, place).Protect(bytes);

    /// <summary>Null for bytes that were not sealed here, or under a key that is gone.</summary>
    public byte[]? Open(string key, int place, byte[] bytes)
    {
        try
        {
            return Protector(key, place).Unprotect(bytes);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string key, int place) => protection.CreateProtector(Purpose, key, place.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
