using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>
/// Whether a server's certificate is good for the name a data source calls it by. Drivers connect to the checked address and
/// so would compare the certificate with that; this compares it with the name.
/// </summary>
internal static class ServerCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Accepts what is valid for <paramref name="name"/>, or anything when the data source only wants encryption.</summary>
    public static RemoteCertificateValidationCallback Check(TlsSettings tls, string name) => (_, certificate, chain, _) =>
        tls.Mode != TlsMode.Verify || (certificate is not null && IsValid(certificate, chain, tls.Authority, name));

    private static bool IsValid(X509Certificate certificate, X509Chain? presented, string? authority, string name)
    {
        using var server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return server.MatchesHostname(name) && IsTrusted(server, presented, authority);
    }

    private static bool IsTrusted(X509Certificate2 server, X509Chain? presented, string? authority)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        // Asking for revocation or missing certificates would contact hosts that a certificate names.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (presented is not null)
            policy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        if (authority is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            if (!TryImport(policy.CustomTrustStore, authority))
                return false;
        }
        var trusted = chain.Build(server);
        foreach (var element in chain.ChainElements)
            element.Certificate.Dispose();
        return trusted;
    }

    private static bool TryImport(X509Certificate2Collection store, string pem)
    {
        try
        {
            store.ImportFromPem(pem);
            return store.Count > 0;
        }
        catch (CryptographicException)
        {
            // Text that is no certificate vouches for nobody.
            return false;
        }
    }
}
