using System.Net;
using System.Text;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Tests.Infrastructure.SqlConsole;

/// <summary>A database server that test.sh has started: <c>address|account|password|file of the certificate authority</c>.</summary>
internal sealed class TestServer(EngineKind engine, string variable)
{
    /// <summary>The only name its certificate is for.</summary>
    public const string Name = "db.admin.test";

    private readonly string[] _parts = (Environment.GetEnvironmentVariable(variable) ?? "").Split('|');

    public bool IsHere => _parts.Length == 4;

    public IPEndPoint Endpoint => IPEndPoint.Parse(_parts[0]);

    public string Account => _parts[1];

    public string Password => _parts[2];

    public string Authority => File.ReadAllText(_parts[3]);

    public void Require() => Assert.SkipUnless(IsHere, $"{variable} (address|account|password|authority file) is not set");

    public ConnectionTarget Target(string database, string account, string password, AccessMode mode) =>
        new(OrganizationId.New(), engine, database, mode)
        {
            Server = new ServerAddress(Name, Endpoint),
            Tls = new TlsSettings(TlsMode.Verify, Authority),
            Credentials = new DatabaseCredentials(account, Secret(password)),
        };

    public static SecretValue Secret(string text) => new(Encoding.UTF8.GetBytes(text), SecretEncoding.Text);
}
