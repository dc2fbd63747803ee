using System.Net;
using System.Text;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Infrastructure.SqlConsole.SqlServer;
using Admin.Tests.Support;
using Microsoft.Data.SqlClient;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

/// <summary>Against the server that <c>ADMIN_TEST_SQLSERVER</c> names (with a SQL login); skipped without one.</summary>
public sealed class SqlServerEngineTests : IAsyncLifetime
{
    private readonly SqlServerEngine _engine = new(TimeProvider.System);
    private SqlConnectionStringBuilder _own = null!;
    private ConnectionTarget _target = null!;

    public async ValueTask InitializeAsync()
    {
        var server = Environment.GetEnvironmentVariable(TestDb.SqlServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"SQL Server: {TestDb.SqlServerVariable} holds no connection string.");
        _own = new SqlConnectionStringBuilder(server) { InitialCatalog = $"admin_test_{Guid.CreateVersion7():N}", Pooling = false };
        await RunAsync("master", $"CREATE DATABASE [{_own.InitialCatalog}]");
        await RunAsync(_own.InitialCatalog, "CREATE TABLE users (id int PRIMARY KEY, name nvarchar(50), score float); INSERT INTO users VALUES (1, N'Ana', 1.5), (2, NULL, NULL)");
        var place = _own.DataSource.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        var address = (await Dns.GetHostAddressesAsync(place[0])).First();
        var port = place.Length > 1 ? int.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture) : 1433;
        _target = new ConnectionTarget(OrganizationId.New(), EngineKind.Sqlserver, _own.InitialCatalog, AccessMode.Write)
        {
            Server = new ServerAddress(place[0], new IPEndPoint(address, port)),
            Tls = new TlsSettings(TlsMode.Encrypt),
            Credentials = new DatabaseCredentials(_own.UserID, new SecretValue(Encoding.UTF8.GetBytes(_own.Password), SecretEncoding.Text)),
        };
    }

    public async ValueTask DisposeAsync()
    {
        // A skipped test has no database.
        if (_target is not null)
            await RunAsync("master", $"ALTER DATABASE [{_own.InitialCatalog}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_own.InitialCatalog}]");
    }

    [Fact]
    public async Task Read_Select_GivesTypedRows()
    {
        var results = new ResultBuffer(10, 100_000);

        var report = await _engine.ReadAsync(_target, Query("SELECT id, name, score FROM users WHERE id >= @from ORDER BY id", new BoundParameter("from", 0, 5, 1L)), results, CancellationToken.None);

        Assert.False(report.Failed, report.Error?.Message);
        Assert.Equal([1L, "Ana", 1.5], results.Rows[0]);
        Assert.Equal([2L, null, null], results.Rows[1]);
    }

    [Theory]
    [InlineData("DELETE FROM users")]
    [InlineData("SELECT * INTO copied FROM users")]
    [InlineData("DROP TABLE users")]
    public async Task Read_OfAChange_PastTheGuard_IsTakenBack(string statement)
    {
        await _engine.ReadAsync(_target, Query(statement), new ResultBuffer(10, 100_000), CancellationToken.None);

        var results = new ResultBuffer(10, 100_000);
        await _engine.ReadAsync(_target, Query("SELECT name FROM sys.tables"), results, CancellationToken.None);
        Assert.Equal(["users"], Assert.Single(results.Rows));
        Assert.Equal(2, (await CountAsync()));
    }

    [Fact]
    public async Task Read_SlowerThanItsLimit_IsStopped()
    {
        var query = Query("SELECT COUNT_BIG(*) FROM sys.all_columns a, sys.all_columns b, sys.all_columns c") with { Timeout = TimeSpan.FromSeconds(1) };

        Assert.Equal("query_timeout", (await _engine.ReadAsync(_target, query, new ResultBuffer(10, 100_000), CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Change_PreviewAndCommit_CountAndShowRows()
    {
        var query = Query("UPDATE users SET name = N'Eva' WHERE id = 1");
        var plain = new PlainChange(IsDelete: false, "users", null, "id = 1", []);

        var preview = (await _engine.ChangeAsync(_target, query, new EngineChange(null, plain), CancellationToken.None)).Value;
        var wrong = (await _engine.ChangeAsync(_target, query, new EngineChange(2), CancellationToken.None)).Value;
        var right = (await _engine.ChangeAsync(_target, query, new EngineChange(1), CancellationToken.None)).Value;

        Assert.Equal(("Ana", "Eva"), ((string)preview.Sample!.Before[0][1]!, (string)preview.Sample.After[0][1]!));
        Assert.Equal((false, false, true), (preview.Committed, wrong.Committed, right.Committed));
    }

    [Fact]
    public async Task Test_Describe_AndExplain_AnswerInTheServersWords()
    {
        var test = (await _engine.TestAsync(_target, CancellationToken.None)).Value;
        var schema = (await _engine.DescribeAsync(_target, CancellationToken.None)).Value;
        var plan = (await _engine.ExplainAsync(_target, Query("SELECT name FROM users WHERE id = @id", new BoundParameter("id", 0, 3, 1L)), CancellationToken.None)).Value;

        Assert.NotEmpty(test.ServerVersion);
        Assert.Equal(["id", "name", "score"], schema.Tables.Single(t => t.Name == "users").Columns.Select(c => c.Name));
        Assert.Contains("users", plan.Text, StringComparison.Ordinal);
    }

    private async Task<long> CountAsync()
    {
        var results = new ResultBuffer(10, 100_000);
        await _engine.ReadAsync(_target, Query("SELECT COUNT_BIG(*) FROM users"), results, CancellationToken.None);
        return (long)results.Rows[0][0]!;
    }

    private async Task RunAsync(string database, string text)
    {
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(_own.ConnectionString) { InitialCatalog = database }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }

    private static EngineQuery Query(string text, params BoundParameter[] parameters) => new(text, parameters, TimeSpan.FromSeconds(20));
}
