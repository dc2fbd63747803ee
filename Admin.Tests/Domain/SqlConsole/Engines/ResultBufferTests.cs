using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Tests.Domain.SqlConsole.Engines;

public sealed class ResultBufferTests
{
    private static readonly object?[] Everything =
    [
        null, true, false, long.MinValue, double.NaN, double.NegativeInfinity, decimal.MaxValue, -1.5m, "", "é😀\0", new byte[] { 0, 255 }, Array.Empty<byte>(),
        new CutValue("head", 5_000_000_000), new CutValue(new byte[] { 1 }, 2), MaskedValue.Instance,
    ];

    [Fact]
    public void Rows_EveryKindOfValue_ComesBackAsItWas()
    {
        var results = Filled(Everything);

        Assert.Equal(Comparable(Everything), Comparable(results.Rows[0]));
        Assert.Equal(Comparable(Everything), Comparable([.. Enumerable.Range(0, Everything.Length).Select(i => results.Value(0, i))]));
    }

    [Fact]
    public void Restore_ManyPieces_GivesTheSameRows()
    {
        var results = new ResultBuffer(10_000, long.MaxValue);
        results.Describe([new ResultColumn("n", null), new ResultColumn("t", null)]);
        for (var i = 0; i < 5_000; i++)
            results.Add([(long)i, new string('x', i % 97)], 8);

        var again = ResultBuffer.Restore(results.Columns, results.Pieces().Select(p => p.ToArray()), results.Bytes, true, false);

        Assert.True(results.Pieces().Count > 3);
        Assert.Equal(results.Rows, again.Rows);
        Assert.True(again.TruncatedByRows);
    }

    [Fact]
    public void Add_RowLargerThanAPiece_IsKeptWhole()
    {
        var large = new string('y', 300_000);

        Assert.Equal(large, Filled(large).Rows[0][0]);
    }

    [Fact]
    public void Add_AnotherType_SaysWhich() => Assert.Contains("DateTime", Assert.Throws<ArgumentException>(() => Filled(DateTime.UnixEpoch)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Rows_ReadWhileAnotherWrites_AreWhole()
    {
        var results = new ResultBuffer(20_000, long.MaxValue);
        results.Describe([new ResultColumn("a", null), new ResultColumn("b", null)]);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
                results.Add([(long)i, $"row {i}"], 16);
        });
        do
        {
            if (results.Rows.Count is > 0 and var seen)
                Assert.Equal([(long)(seen - 1), $"row {seen - 1}"], results.Rows[seen - 1]);
        }
        while (!writing.IsCompleted);
        await writing;

        Assert.Equal(20_000, results.Rows.Count);
    }

    private static ResultBuffer Filled(params object?[] row)
    {
        var results = new ResultBuffer(10, long.MaxValue);
        results.Describe([.. row.Select((_, i) => new ResultColumn($"c{i}", null))]);
        results.Add([.. row], 1);
        return results;
    }

    // A record with an array inside compares by reference.
    private static IEnumerable<object?> Comparable(IEnumerable<object?> values) =>
        values.Select(v => v is CutValue { Head: byte[] bytes } cut ? (object)(Convert.ToHexString(bytes), cut.Length) : v);
}
