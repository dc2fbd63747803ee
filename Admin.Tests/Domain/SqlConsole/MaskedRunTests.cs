using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Tests.Domain.SqlConsole;

/// <summary>Sensitive columns through whole runs: rows, error texts, previews, the cache.</summary>
public sealed class MaskedRunTests : IAsyncLifetime
{
    private ConsoleWorld _world = null!;
    private DataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ConsoleWorld.CreateAsync();
        _source = await _world.AddSourceAsync(AccessMode.Write, s => s with { SensitiveColumns = [new SensitiveColumn("users", "name", "LGPD")] });
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("SELECT * FROM users")]
    [InlineData("SELECT id, name FROM users")]
    [InlineData("SELECT id, upper(name) AS x FROM users")]
    public async Task Run_BySupport_HidesTheColumnWithItsReason(string statement)
    {
        var answer = (await _world.RunAsync(_world.Support, _source, statement)).Value;

        Assert.Equal([null, "LGPD"], answer.Results.Columns.Take(2).Select(c => c.MaskedBecause));
        Assert.All(answer.Results.Rows, r => Assert.Same(MaskedValue.Instance, r[1]));
    }

    [Fact]
    public async Task Run_ByOrgAdmin_HidesNothing()
    {
        var answer = (await _world.RunAsync(_world.Admin, _source, "SELECT name FROM users ORDER BY id")).Value;

        Assert.Equal("Ana", answer.Results.Rows[0][0]);
    }

    [Fact]
    public async Task Run_ComparingWithAParameter_IsAllowedAndWithTextRefused()
    {
        var parameters = QueryParameters.None with { Named = new Dictionary<string, object?> { ["n"] = "Ana" } };

        var allowed = await _world.RunAsync(_world.Support, _source, "SELECT id FROM users WHERE name = :n", r => r with { Parameters = parameters });
        var refused = await _world.RunAsync(_world.Support, _source, "SELECT id FROM users WHERE name LIKE 'A%'");

        Assert.Equal(1L, allowed.Value.Results.Rows[0][0]);
        Assert.Equal("masked_column", refused.Error!.Code);
    }

    [Fact]
    public async Task Run_ThatFails_KeepsTheServersWordsFromSupport()
    {
        var support = await _world.RunAsync(_world.Support, _source, "SELECT name, missing FROM users");
        var admin = await _world.RunAsync(_world.Admin, _source, "SELECT name, missing FROM users");

        Assert.Equal("masked_error", support.Error!.Code);
        Assert.DoesNotContain(support.Error.Args, a => a.Key == "message");
        Assert.Equal("statement_failed", admin.Error!.Code);
    }

    [Fact]
    public async Task Run_Cached_IsNeverTheResultOfAReaderWhoSeesMore()
    {
        RunRequest Cached(RunRequest r) => r with { Cache = new CacheWish(TimeSpan.FromMinutes(5), "mine") };
        const string Statement = "SELECT id, name FROM users";

        var first = (await _world.RunAsync(_world.Admin, _source, Statement, Cached)).Value;
        var masked = (await _world.RunAsync(_world.Support, _source, Statement, Cached)).Value;
        var again = (await _world.RunAsync(_world.Admin, _source, Statement, Cached)).Value;

        Assert.Null(first.Cached);
        Assert.Null(masked.Cached);
        Assert.Same(MaskedValue.Instance, masked.Results.Rows[0][1]);
        Assert.NotNull(again.Cached);
        Assert.Equal("Ana", again.Results.Rows[0][1]);
    }
}
