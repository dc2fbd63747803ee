using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Exporting;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Tests.Domain.SqlConsole.Exporting;

/// <summary>What the files hold, value by value.</summary>
public sealed class ResultWriterTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("é", "é")]
    public async Task Csv_Text_IsNeutralAndQuoted(string text, string expected) => Assert.Equal($"\uFEFFv\r\n{expected}\r\n", await CsvAsync(text));

    [Fact]
    public async Task Csv_NegativeNumber_StaysANumber() => Assert.Equal("\uFEFFv\r\n-5\r\n", await CsvAsync(-5L));

    [Fact]
    public async Task Csv_Null_IsEmpty() => Assert.Equal("\uFEFFv\r\n\r\n", await CsvAsync(null));

    [Fact]
    public async Task Csv_CutValue_SaysHowLongItWas() =>
        Assert.Equal("\uFEFFv\r\nabc… [cut: 2000000 characters in all]\r\n", await CsvAsync(new CutValue("abc", 2_000_000)));

    [Fact]
    public async Task Csv_ColumnNameLikeAFormula_IsNeutral() =>
        Assert.StartsWith("\uFEFF'=x", Encoding.UTF8.GetString(await WriteAsync(ExportFormat.Csv, [new ResultColumn("=x", null)], [1L])), StringComparison.Ordinal);

    [Fact]
    public async Task Json_NamesThatRepeat_KeepBothValues()
    {
        var bytes = await WriteAsync(ExportFormat.Json, [new ResultColumn("n", "int"), new ResultColumn("n", null), new ResultColumn("", null)], [1L, null, double.NaN]);
        var file = JsonDocument.Parse(bytes).RootElement;

        Assert.Equal(["n", "n", ""], file.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal("[1,null,\"NaN\"]", file.GetProperty("rows")[0].GetRawText());
        Assert.False(file.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task Xlsx_Values_HaveTheirTypes()
    {
        var cells = await CellsAsync(-5L, 1.5, true, null, "plain");

        Assert.Equal([null, null, "b", null, "inlineStr"], cells.Select(c => c.Attribute("t")?.Value));
        Assert.Equal(["-5", "1.5", "1", "", "plain"], cells.Select(c => c.Value));
    }

    [Fact]
    public async Task Xlsx_TextLikeAFormula_IsTextWithThePrefixStyle()
    {
        var cell = Assert.Single(await CellsAsync("=HYPERLINK(\"x\")"));

        Assert.Equal(("inlineStr", "2"), (cell.Attribute("t")!.Value, cell.Attribute("s")!.Value));
        Assert.Empty(cell.Descendants().Where(e => e.Name.LocalName == "f"));
    }

    [Theory]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public async Task Xlsx_MoreDigitsThanASheetKeeps_AreText(long number, string expected)
    {
        var cell = Assert.Single(await CellsAsync(number));

        Assert.Equal(("inlineStr", expected), (cell.Attribute("t")!.Value, cell.Value));
    }

    [Fact]
    public async Task Xlsx_LongText_IsCutToACellAndSaysSo()
    {
        var cell = Assert.Single(await CellsAsync(new string('x', 40_000)));

        Assert.Equal(32_767, cell.Value.Length);
        Assert.EndsWith("[cut: 40000 characters in all]", cell.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xlsx_ControlsAndHalfSurrogates_DoNotBreakTheFile()
    {
        var cell = Assert.Single(await CellsAsync("a\u0001b\uD800c<_x0041_"));

        Assert.Equal("a_x0001_b\uFFFDc<_x005F_x0041_", cell.Value);
    }

    private static async Task<string> CsvAsync(object? value) => Encoding.UTF8.GetString(await WriteAsync(ExportFormat.Csv, [new ResultColumn("v", null)], [value]));

    private static async Task<List<XElement>> CellsAsync(params object?[] values)
    {
        var bytes = await WriteAsync(ExportFormat.Xlsx, [.. values.Select((_, i) => new ResultColumn($"c{i}", null))], values);
        await using var zip = new ZipArchive(new MemoryStream(bytes));
        await using var sheet = await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(Ct);
        var document = await XDocument.LoadAsync(sheet, LoadOptions.PreserveWhitespace, Ct);
        return [.. document.Descendants().Where(e => e.Name.LocalName == "row").Last().Elements()];
    }

    private static async Task<byte[]> WriteAsync(ExportFormat format, ResultColumn[] columns, object?[] row)
    {
        var results = new ResultBuffer(10, 10_000_000);
        results.Describe(columns);
        results.Add(row, 1);
        var answer = new RunAnswer(RunId.New(), QueryType.Select, results, new RunReport(TimeSpan.Zero, TimeSpan.Zero, "1", null), []);
        await using var file = new AsyncOnlyStream();
        await new ResultExport(answer, format, "x").WriteAsync(file, Ct);
        return file.ToArray();
    }

    /// <summary>As a web server's answer: it cannot be searched, and whoever would block on it fails.</summary>
    private sealed class AsyncOnlyStream : Stream
    {
        private readonly MemoryStream _content = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public byte[] ToArray() => _content.ToArray();

        public override void Flush() => throw new InvalidOperationException("Flushed without await.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Written without await.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _content.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
