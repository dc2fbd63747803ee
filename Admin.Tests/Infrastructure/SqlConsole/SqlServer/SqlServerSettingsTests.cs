using System.Net;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Infrastructure.SqlConsole.SqlServer;
using Microsoft.Data.SqlClient;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

public sealed class SqlServerSettingsTests
{
    [Fact]
    public void For_Verify_ChecksTheCertificateAgainstTheNameAndConnectsToTheAddress()
    {
        var builder = SqlServerSettings.For(Target("10.1.2.3"), pinned: null);

        Assert.Equal("tcp:10.1.2.3,1433", builder.DataSource);
        Assert.Equal("db.example.test", builder.HostNameInCertificate);
        Assert.Equal(SqlConnectionEncryptOption.Mandatory, builder.Encrypt);
        Assert.False(builder.TrustServerCertificate);
    }

    [Fact]
    public void For_Ipv6_WritesTheAddressInBrackets() => Assert.Equal("tcp:[2001:db8::1],1433", SqlServerSettings.For(Target("2001:db8::1"), null).DataSource);

    [Theory]
    [InlineData(TlsMode.Encrypt, true, "True")]
    [InlineData(TlsMode.Off, false, "False")]
    public void For_OtherModes_TrustOnlyWhereThatIsAskedFor(TlsMode mode, bool trusts, string encrypts)
    {
        var builder = SqlServerSettings.For(Target("10.1.2.3") with { Tls = new TlsSettings(mode) }, null);

        Assert.Equal(trusts, builder.TrustServerCertificate);
        Assert.Equal(encrypts, builder.Encrypt.ToString());
        Assert.Empty(builder.HostNameInCertificate);
    }

    [Fact]
    public void For_Anything_LeavesTheDriverNoOtherWay()
    {
        var builder = SqlServerSettings.For(Target("10.1.2.3"), null);

        Assert.Equal(
            (false, false, false, false, false, false, 0, "", "", ApplicationIntent.ReadWrite),
            (builder.Pooling, builder.IntegratedSecurity, builder.MultipleActiveResultSets, builder.MultiSubnetFailover, builder.UserInstance, builder.PersistSecurityInfo,
                builder.ConnectRetryCount, builder.FailoverPartner, builder.AttachDBFilename, builder.ApplicationIntent));
        Assert.DoesNotContain(Environment.MachineName, builder.ConnectionString, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Password", builder.ConnectionString, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void For_DatabaseWithOptionsInside_StaysAName()
    {
        var builder = SqlServerSettings.For(Target("10.1.2.3") with { Database = "shop;Integrated Security=true;AttachDbFilename=x" }, null);

        var read = new SqlConnectionStringBuilder(builder.ConnectionString);
        Assert.Equal("shop;Integrated Security=true;AttachDbFilename=x", read.InitialCatalog);
        Assert.False(read.IntegratedSecurity);
        Assert.Empty(read.AttachDBFilename);
    }

    private static ConnectionTarget Target(string address) => new(OrganizationId.New(), EngineKind.Sqlserver, "shop", AccessMode.ReadOnly)
    {
        Server = new ServerAddress("db.example.test", new IPEndPoint(IPAddress.Parse(address), 1433)),
    };
}
