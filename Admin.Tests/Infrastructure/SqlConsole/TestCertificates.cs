using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Admin.Tests.Infrastructure.SqlConsole;

/// <summary>Authorities and certificates that live as long as a test.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
    }

    public static X509Certificate2 Server(X509Certificate2 authority, string name, int fromDay = -1, int toDay = 1, string use = "1.3.6.1.5.5.7.3.1")
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        return request.Create(authority, Now.AddDays(fromDay), Now.AddDays(toDay), [1, 2, 3]).CopyWithPrivateKey(key);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
