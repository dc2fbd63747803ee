using Admin.Domain.Messaging.Importing;

namespace Admin.Tests.Domain.Messaging.Importing;

/// <summary>What is wrong with one record costs that record, and nothing behind it.</summary>
public sealed class CsvRecordReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b", "1|2")]
    [InlineData("a,b\r\n1,2", "a|b", "1|2")]
    [InlineData("a,b\r1,2\r", "a|b", "1|2")]
    [InlineData("\uFEFFa,b\n1,\n", "a|b", "1|")]
    [InlineData(" a , b \n\" 1 \",2\n", "a|b", "1|2")]
    [InlineData("a,\"b \"\"c\"\", d\"\n", "a|b \"c\", d")]
    [InlineData("a,\"b\nc\",d\n", "a|b\nc|d")]
    [InlineData("a,5\" pipe,d\n", "a|5\" pipe|d")]
    [InlineData("sep=,\na,b\n", "a|b")]
    [InlineData("a,b\n\n,\n , \n1,2\n", "a|b", "1|2")]
    [InlineData("a,,\n", "a||")]
    [InlineData("\"a\" ,b\n", "a|b")]
    public void Read_RecordsOfAnyForm_AreTheirFields(string text, params string[] records) =>
        Assert.Equal(records, All(text).Select(r => string.Join('|', r.Fields)));

    [Fact]
    public void Read_Separators_AreTheOneThatWasSaid()
    {
        var reader = new CsvRecordReader(new StringReader("a;b,c\td"), ';');

        Assert.True(reader.Read());
        Assert.Equal(["a", "b,c\td"], reader.Fields);
    }

    [Theory]
    [InlineData("a\n\"x\ny\n", 2)]
    [InlineData("a\n\"x\" y,z\ny\n", 2)]
    [InlineData("a\n\"x\n\"y\" z\ny\n", 2, 3)]
    [InlineData("\"x", 1)]
    public void Read_BrokenQuotes_CostTheirOwnLine(string text, params int[] lines)
    {
        var records = All(text);

        Assert.Equal(lines, records.Where(r => r.Fault == RejectReasons.BrokenQuotes).Select(r => r.Line));
        Assert.All(records.Where(r => r.Fault is null), r => Assert.Single(r.Fields));
    }

    [Fact]
    public void Read_QuoteNeverClosed_KeepsTheLinesBehindWithTheirNumbers()
    {
        var text = "\"open\n" + string.Concat(Enumerable.Range(2, 500).Select(i => $"{i}\n"));

        var records = All(text);

        Assert.Equal((1, RejectReasons.BrokenQuotes), (records[0].Line, records[0].Fault));
        Assert.Equal(Enumerable.Range(2, 500), records.Skip(1).Select(r => r.Line));
        Assert.All(records.Skip(1), r => Assert.Equal($"{r.Line}", Assert.Single(r.Fields)));
    }

    [Fact]
    public void Read_LineTooLong_CostsItsOwnLineAndKeepsItsBeginning()
    {
        var records = All("a\nx" + new string('y', CsvRecordReader.MaxLength) + "\nb\n");

        Assert.Equal([null, RejectReasons.LineTooLong, null], records.Select(r => r.Fault));
        Assert.Equal([1, 2, 3], records.Select(r => r.Line));
        Assert.Equal(CsvRecordReader.ShownLength, records[1].Text.Length);
    }

    [Theory]
    [InlineData("a\n\uFFFD\nb")]
    [InlineData("a\n\0\nb")]
    public void Read_WhatIsNoText_CostsItsOwnLine(string text) =>
        Assert.Equal([null, RejectReasons.Unreadable, null], All(text).Select(r => r.Fault));

    [Fact]
    public void Read_LinesThatLieAcrossTheBuffer_AreWhole()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => $"{i},\"{new string('z', i % 50)}\"").ToArray();

        Assert.Equal(lines.Select(l => l.Replace("\"", "", StringComparison.Ordinal)), All(string.Join("\r\n", lines)).Select(r => string.Join(',', r.Fields)));
    }

    private static List<(int Line, string[] Fields, string? Fault, string Text)> All(string text)
    {
        List<(int, string[], string?, string)> records = [];
        var reader = new CsvRecordReader(new StringReader(text), ',');
        while (reader.Read())
            records.Add((reader.LineNumber, [.. reader.Fields], reader.Fault, reader.FaultyText));
        return records;
    }
}
