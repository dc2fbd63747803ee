using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Admin.Domain.SqlConsole.Engines;
using Admin.Infrastructure.SqlConsole;

namespace Admin.Tests.Infrastructure.SqlConsole;

public sealed class ServerCertificateTests
{
    private readonly X509Certificate2 _authority = TestCertificates.Authority("ours");

    [Fact]
    public void Check_ValidForTheName_IsAccepted() => Assert.True(Accepts(TestCertificates.Server(_authority, "db.admin.test"), "db.admin.test"));

    [Theory]
    [InlineData("other.admin.test")]
    [InlineData("admin.test")]
    [InlineData("x.db.admin.test")]
    public void Check_AnotherName_IsRefused(string name) => Assert.False(Accepts(TestCertificates.Server(_authority, "db.admin.test"), name));

    [Fact]
    public void Check_Expired_IsRefused() => Assert.False(Accepts(TestCertificates.Server(_authority, "db.admin.test", -10, -1), "db.admin.test"));

    [Fact]
    public void Check_NotYetValid_IsRefused() => Assert.False(Accepts(TestCertificates.Server(_authority, "db.admin.test", 1, 2), "db.admin.test"));

    [Fact]
    public void Check_ForClientsOnly_IsRefused() => Assert.False(Accepts(TestCertificates.Server(_authority, "db.admin.test", use: "1.3.6.1.5.5.7.3.2"), "db.admin.test"));

    [Fact]
    public void Check_OfAnotherAuthority_IsRefused() => Assert.False(Accepts(TestCertificates.Server(TestCertificates.Authority("other"), "db.admin.test"), "db.admin.test"));

    [Fact]
    public void Check_OwnAuthorityForTheMachinesOnes_IsRefused() =>
        Assert.False(Check(TlsSettings.Verified, TestCertificates.Server(_authority, "db.admin.test"), "db.admin.test"));

    [Fact]
    public void Check_NoCertificate_IsRefused() => Assert.False(Check(TlsSettings.Verified, null, "db.admin.test"));

    [Fact]
    public void Check_EncryptOnly_AcceptsAnything() =>
        Assert.True(Check(new TlsSettings(TlsMode.Encrypt), TestCertificates.Server(_authority, "x", -10, -1), "y"));

    private bool Accepts(X509Certificate2 certificate, string name) => Check(new TlsSettings(TlsMode.Verify, _authority.ExportCertificatePem()), certificate, name);

    private static bool Check(TlsSettings tls, X509Certificate2? certificate, string name) =>
        ServerCertificate.Check(tls, name)(new object(), certificate, null, SslPolicyErrors.RemoteCertificateNameMismatch);
}
