using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Exporting;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Tests.Domain.SqlConsole.Exporting;

/// <summary>Who gets which file of which run.</summary>
public sealed class ResultExportsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private ConsoleWorld _world = null!;

    private ResultExports Exports => _world.World.Get<ResultExports>();

    public async ValueTask InitializeAsync() => _world = await ConsoleWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Open_OwnKeptRun_GivesTheRowsUnderASafeName()
    {
        var source = await _world.AddSourceAsync(more: s => s with { Name = "Kunden / \"Süd\" ../x" });
        var run = await KeptAsync(_world.Support, source, "SELECT id, name FROM users ORDER BY id");

        var export = (await Exports.OpenAsync(_world.Support, run, ExportFormat.Csv, Ct)).Value;

        Assert.Matches(@"^kunden-süd-x-\d{8}-\d{4}\.csv$", export.FileName);
        Assert.Equal(2, export.Answer.Results.Rows.Count);
        Assert.Equal("\uFEFFid,name\r\n1,Ana\r\n2,Bia\r\n", await TextAsync(export));
    }

    [Fact]
    public async Task Open_IsRecordedWithCountsOnly()
    {
        var run = await KeptAsync(_world.Support, await _world.AddSourceAsync(), "SELECT name FROM users");

        await Exports.OpenAsync(_world.Support, run, ExportFormat.Json, Ct);

        var entry = Assert.Single(await _world.AuditAsync(), e => e.Action == "result.exported");
        Assert.Contains("\"format\":\"json\"", entry.Details, StringComparison.Ordinal);
        Assert.Contains("\"rows\":\"2\"", entry.Details, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", entry.Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    public async Task Open_MaskedReader_FileHoldsNoMaskedValue(ExportFormat format)
    {
        var source = await _world.AddSourceAsync(more: s => s with { SensitiveColumns = [new SensitiveColumn("users", "name", "personal data")] });
        var run = await KeptAsync(_world.Support, source, "SELECT name FROM users");

        var text = await TextAsync((await Exports.OpenAsync(_world.Support, run, format, Ct)).Value);

        Assert.Contains("•••", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_MaskedSince_TheRowsOfBeforeAreNotHandedOut()
    {
        var source = await _world.AddSourceAsync();
        var run = await KeptAsync(_world.Support, source, "SELECT name FROM users");
        var settings = new DataSourceSettings { SensitiveColumns = [new SensitiveColumn(null, "name", "personal data")] };
        Assert.False((await _world.Sources.ChangeAsync(_world.Admin, source.Id, source.Stamp, settings, Ct)).Failed);

        Assert.Equal(SqlConsoleErrors.RunNotFound, (await Exports.OpenAsync(_world.Support, run, ExportFormat.Csv, Ct)).Error);
    }

    [Fact]
    public async Task Open_SomebodyElsesRun_IsNotFound()
    {
        var run = await KeptAsync(_world.Support, await _world.AddSourceAsync(), "SELECT name FROM users");

        Assert.Equal(SqlConsoleErrors.RunNotFound, (await Exports.OpenAsync(_world.Admin, run, ExportFormat.Csv, Ct)).Error);
        Assert.DoesNotContain(await _world.AuditAsync(), e => e.Action == "result.exported");
    }

    [Fact]
    public async Task Open_RowsNoLongerKept_IsNotFound()
    {
        var source = await _world.AddSourceAsync();
        var run = await KeptAsync(_world.Support, source, "SELECT name FROM users");
        await _world.World.Get<IResultStore>().ForgetAsync(_world.Acme.Id, source.Id, Ct);

        Assert.Equal(SqlConsoleErrors.RunNotFound, (await Exports.OpenAsync(_world.Support, run, ExportFormat.Csv, Ct)).Error);
    }

    [Fact]
    public async Task Open_RunThatWasNotKept_IsNotFound()
    {
        var answer = (await _world.RunAsync(_world.Support, await _world.AddSourceAsync(), "SELECT name FROM users")).Value;

        Assert.Equal(SqlConsoleErrors.RunNotFound, (await Exports.OpenAsync(_world.Support, answer.Id, ExportFormat.Csv, Ct)).Error);
    }

    [Fact]
    public async Task Open_WithoutTheRight_IsForbidden() =>
        Assert.Equal("forbidden", (await Exports.OpenAsync(_world.Manager, RunId.New(), ExportFormat.Csv, Ct)).Error!.Code);

    private async Task<RunId> KeptAsync(Actor actor, DataSource source, string statement)
    {
        var answer = await _world.RunAsync(actor, source, statement, r => r with { Keep = true });
        Assert.False(answer.Failed, answer.Error?.Message);
        return answer.Value.Id;
    }

    private static async Task<string> TextAsync(ResultExport export)
    {
        using var file = new MemoryStream();
        await export.WriteAsync(file, Ct);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
