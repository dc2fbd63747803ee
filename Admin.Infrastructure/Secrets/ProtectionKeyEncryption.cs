using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Infrastructure.Secrets;

/// <summary>
/// Encrypts data protection's keys with the master key ring before they become rows: who reads the database can neither forge
/// a cookie nor read what second factors are made of.
/// </summary>
internal sealed class ProtectionKeyEncryptor(SecretKeys keys, TimeProvider time) : IXmlEncryptor
{
    internal const string ElementName = "fernet";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var content = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(new XElement(ElementName, keys.Fernet.Encrypt(content, time.GetUtcNow())), typeof(ProtectionKeyDecryptor));
    }
}

/// <summary>Made by the framework, by the type's name in the row: do not rename it.</summary>
internal sealed class ProtectionKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly SecretKeys _keys = services.GetRequiredService<SecretKeys>();

    public XElement Decrypt(XElement encryptedElement) => _keys.Fernet.TryDecrypt(encryptedElement.Value, out var content)
        ? XElement.Parse(Encoding.UTF8.GetString(content))
        : throw new CryptographicException("A data protection key was encrypted with a master key that is not at hand.");
}
