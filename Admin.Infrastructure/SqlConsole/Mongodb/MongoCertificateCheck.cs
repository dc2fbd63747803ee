using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// Decides over the server's certificate: against the name that the data source gives, not the address that is connected to,
/// and with the machine's authorities or the given ones alone. Nothing is sent before it has agreed.
/// </summary>
internal sealed class MongoCertificateCheck(ServerAddress server, TlsSettings tls)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2Collection? _authorities = tls.Authority is { } pem ? Authorities(pem) : null;
    private volatile SslStream? _stream;

    /// <summary>Whether any certificate has been agreed to.</summary>
    public bool Agreed => _stream is not null;

    /// <summary>Protocol and cipher of a connection that has been agreed to; null before.</summary>
    public string? Words => _stream is { } stream ? $"{stream.SslProtocol} {stream.NegotiatedCipherSuite}" : null;

    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var agreed = certificate is X509Certificate2 theirs && (tls.Mode == TlsMode.Encrypt || (IsNamed(theirs) && IsTrusted(theirs, chain, errors)));
        if (agreed)
            _stream = sender as SslStream;
        return agreed;
    }

    private bool IsNamed(X509Certificate2 certificate) => certificate.MatchesHostname(server.Name);

    private bool IsTrusted(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors) =>
        _authorities is null ? !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) : LeadsToAnAuthority(certificate, chain);

    private bool LeadsToAnAuthority(X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        // Otherwise the server could name an address to ask, and so lead elsewhere.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(e => e.Certificate).ToArray());
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Authorities(string pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities;
    }
}
